import type { Status } from '../../domain/local.js';
import { allowFolder, chooseFolder, hasFolders, leaveFolder } from '../folder.js';
import { html } from '../html.js';
import { told } from '../language.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';

/** A copy of the unsynchronised sales in a folder, kept current by the register itself. */
export const FolderCopy = remembers(() => ({ says: '' }), ({ status: { folder } }: { readonly status: Status }, { says }, put) => {
  const act = (work: () => Promise<string>) => (): void => void work().then((said) => put({ says: said }));
  if (!hasFolders()) return html`<p class="soft">${otherWords.noFolders}</p>`;
  const choose = html`<button class="act tall" onClick=${act(chooseFolder)}>${folder ? otherWords.anotherFolder : otherWords.keepCopy}</button>`;
  const said = html`<p class="trouble" role="alert">${says}</p>`;
  if (!folder) return html`<p>${otherWords.folderSays}</p>${choose}${said}`;
  const { name, file, writtenAt, sales, trouble } = folder;
  const again = trouble?.code === 'not-allowed' && html`<button class="main" onClick=${act(allowFolder)}>${otherWords.allowFolder}</button>`;
  return html`<h3>${otherWords.copyInFolder}</h3>
    <dl class="facts"><dt>${otherWords.folder}</dt><dd>${name}</dd><dt>${otherWords.file}</dt><dd>${file}</dd><dt>${otherWords.lastWritten}</dt><dd>${writtenAt ? otherWords.writtenWith(sales, dayAndClock(writtenAt)) : otherWords.notYet}</dd></dl>
    <p class="trouble" role="alert">${trouble && otherWords.keptAllTheSame(told(trouble.message))}</p>${again}
    <div class="acts">${choose}<button class="act tall" onClick=${act(leaveFolder)}>${otherWords.stopCopy}</button></div>${said}`;
});
