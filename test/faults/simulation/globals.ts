/** What a worker's code expects to find before its first line runs. Imported before anything of sw/. */
Object.assign(globalThis, { self: globalThis });
// The build's setting: without it Workbox logs.
process.env.NODE_ENV = 'production';
