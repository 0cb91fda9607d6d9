/** Where in the application the page is: the part of the address after `#/`. The sale screen is the empty one. */
export interface Route {
  readonly screen: '' | 'pay' | 'done' | 'history' | 'settings' | 'fit' | 'item' | 'shift' | 'set-up';
  /** What of it: a sale's id, a product's id, the code of a set-up link. */
  readonly id: string;
}

const SCREENS: readonly Route['screen'][] = ['pay', 'done', 'history', 'settings', 'fit', 'item', 'shift', 'set-up'];

export function routeOf(hash: string): Route {
  const [name = '', id = ''] = hash.replace(/^#?\/?/, '').split('/');
  return { screen: SCREENS.find((screen) => screen === name) ?? '', id };
}

export function go(path: string): void {
  location.hash = `/${path}`;
}
