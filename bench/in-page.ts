// What runs in the register's page for old-browser.ts: text, for a browser of 2020 does not have what the TypeScript loader puts into functions.

export const synchronised = `async () => {
  const entry = () => performance.getEntriesByName('shop')[0];
  while (!entry()) await new Promise((resolve) => setTimeout(resolve, 50));
  return entry().startTime - performance.getEntriesByType('resource').find(({ name }) => /\\/api\\/sync\\/manifest$/.test(name)).startTime;
}`;

export const sell = `async (bodies) => {
  const times = [];
  for (const body of bodies) {
    const start = performance.now();
    const response = await fetch('api/sales', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.text();
    times.push(performance.now() - start);
    if (response.status !== 202) throw new Error(String(response.status));
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  return times;
}`;

export const shown = `async () => {
  while (!document.querySelector('input[type=search]')) await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now();
}`;

export const started = `async () => {
  const entry = () => performance.getEntriesByName('shop')[0];
  while (!entry()) await new Promise((resolve) => setTimeout(resolve, 50));
  const script = performance.getEntriesByType('resource').find(({ name }) => /\\/app-[\\w-]+\\.js$/.test(name));
  return { screen: await self.shown, catalogue: entry().startTime - script.responseEnd };
}`;
