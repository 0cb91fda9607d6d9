import { test } from 'uvu';
import { chromiumOf, firefox, todaysChromium, webKit } from './launchers.js';
import { tellStory } from './story.js';

test('today’s Chromium: the whole story of a register', () => tellStory(todaysChromium()));

test('a till of 2021, Chromium 92: the whole story of a register', async () => tellStory(await chromiumOf(92)));

test('Firefox, with its worker stopped after each second at rest: the whole story of a register', () => tellStory(firefox()));

test('WebKit: the whole story of a register', () => tellStory(webKit()));

test.run();
