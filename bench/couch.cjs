// A CouchDB-compatible server on LevelDB for PouchDB to replicate to: `node couch.cjs FOLDER`. Prints its port.
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const express = require('express');
const PouchDB = require('pouchdb').defaults({ prefix: join(folder, '/') });
const couch = require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'log.txt') });

const app = express();
app.use((request, response, next) => {
  response.set({ 'Access-Control-Allow-Origin': request.headers.origin ?? '*', 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE', 'Access-Control-Allow-Headers': 'content-type, accept', 'Access-Control-Max-Age': '7200', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  if (request.method === 'OPTIONS') response.status(204).end();
  else next();
});
app.use('/', couch);
const server = app.listen(0, '127.0.0.1', () => console.log(`listens on ${server.address().port}`));
