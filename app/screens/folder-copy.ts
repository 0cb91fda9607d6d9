import type { Status } from '../../domain/local.js';
import { allowFolder, chooseFolder, hasFolders, leaveFolder } from '../folder.js';
import { count, dayAndClock } from '../format.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';

/** A copy of the unsynchronised sales in a folder, kept current by the register itself. */
export const FolderCopy = remembers(() => ({ says: '' }), ({ status: { folder } }: { readonly status: Status }, { says }, put) => {
  const act = (work: () => Promise<string>) => (): void => void work().then((said) => put({ says: said }));
  if (!hasFolders()) return html`<p class="soft">This browser cannot keep a copy in a folder by itself. Chrome and Edge on a computer can.</p>`;
  const choose = html`<button class="act tall" onClick=${act(chooseFolder)}>${folder ? 'Choose another folder' : 'Keep a copy in a folder'}</button>`;
  const said = html`<p class="trouble" role="alert">${says}</p>`;
  if (!folder) return html`<p>Let the register keep such a file current by itself, in a folder outside of the browser: clearing the browser’s data then loses nothing.</p>${choose}${said}`;
  const { name, file, writtenAt, sales, trouble } = folder;
  const again = trouble?.code === 'not-allowed' && html`<button class="main" onClick=${act(allowFolder)}>Allow the folder again</button>`;
  return html`<h3>Copy in a folder</h3>
    <dl class="facts"><dt>Folder</dt><dd>${name}</dd><dt>File</dt><dd>${file}</dd><dt>Last written</dt><dd>${writtenAt ? `${dayAndClock(writtenAt)}, with ${count(sales, 'sale')}` : 'not yet'}</dd></dl>
    <p class="trouble" role="alert">${trouble && `${trouble.message} Sales are kept here all the same.`}</p>${again}
    <div class="acts">${choose}<button class="act tall" onClick=${act(leaveFolder)}>Stop keeping a copy</button></div>${said}`;
});
