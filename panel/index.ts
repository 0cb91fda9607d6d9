import { render } from 'preact';
import { App } from './app.js';
import { html } from './html.js';

const root = document.getElementById('app');
if (!root) throw new Error('no place for the pages');
render(html`<${App} />`, root);
