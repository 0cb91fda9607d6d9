import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { FILE_TYPE, type TakeInReport } from '../../domain/panel.js';
import { Sheet } from '../dialogs.js';
import { html } from '../html.js';
import { Trouble } from '../notices.js';
import { usePanel } from '../panel.js';
import { asRefused, type Refused } from '../refused.js';
import type { Progress } from '../upload.js';
import { Report } from './take-in-report.js';

/** A file that a register saved comes in, as if its sales had come over the network. */
export function TakeIn({ leave, changed }: { readonly leave: () => void; readonly changed: () => Promise<void> }): VNode {
  const { upload } = usePanel();
  const [taken, setTaken] = useState<{ readonly name: string; readonly report: TakeInReport } | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const take = async (file: File) => {
    setTaken(null);
    setTrouble(null);
    setProgress({ sent: 0 });
    try {
      const report = await upload<TakeInReport>(`api/take-in?name=${encodeURIComponent(file.name.slice(-300))}`, file, setProgress, FILE_TYPE);
      setTaken({ name: file.name, report });
      await changed();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    } finally {
      setProgress(null);
    }
  };
  return html`
    <${Sheet} title="Take in a file of sales" leave=${leave} wide>
      <div class="sheet-body" aria-busy=${progress ? 'true' : 'false'}>
        <p class="soft">On the register, “Save unsynchronised sales” writes a file. Taken in here, its sales are recorded as if the register had sent them: each once, however often the file comes,
        and whatever the register sends itself before or afterwards.</p>
        <${Choose} take=${take} busy=${progress !== null} />
        ${progress && html`<p role="status"><label>${progress.sent === null ? 'Taking the sales in…' : 'Sending the file…'} <progress value=${progress.sent ?? undefined} max="1"></progress></label></p>`}
        <${Trouble} trouble=${trouble} />
        ${taken && html`<${Report} key=${taken} name=${taken.name} report=${taken.report} />`}
      </div>
      <footer class="sheet-foot"><span class="spring"></span><button type="button" class=${taken ? 'primary' : undefined} onClick=${leave}>Done</button></footer>
    <//>`;
}

function Choose({ take, busy }: { readonly take: (file: File) => Promise<void>; readonly busy: boolean }): VNode {
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    // Otherwise the same file, once mended, could not be chosen again.
    input.value = '';
    if (file) void take(file);
  };
  return html`
    <div class="field">
      <label for="sales-file">File of sales</label>
      <input id="sales-file" type="file" disabled=${busy} onChange=${pick} />
    </div>`;
}
