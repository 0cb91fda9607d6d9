// What any register needs at the least: Preact, and a screen that takes a tap.
import { h, render } from 'preact';
import htm from 'htm';

const html = htm.bind(h);
if (new URLSearchParams(location.search).has('worker')) navigator.serviceWorker.register('worker-cached.js');
render(html`<main><h1>Sale</h1><button id="ready">Pay</button></main>`, document.getElementById('app'));
