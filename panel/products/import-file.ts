import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { html } from '../html.js';
import type { Progress } from '../upload.js';

/** A file is chosen, or dropped. */
export function ChooseFile({ choose, busy }: { readonly choose: (file: File) => void; readonly busy: boolean }): VNode {
  const [over, setOver] = useState(false);
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) choose(file);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const drop = (event: DragEvent) => {
    drag(event);
    const file = event.dataTransfer?.files[0];
    if (file && !busy) choose(file);
  };
  return html`
    <section class=${over ? 'drop over' : 'drop'} onDragOver=${drag} onDragLeave=${drag} onDrop=${drop}>
      <label for="csv"><b>CSV file</b></label>
      <input id="csv" type="file" accept=".csv,text/csv,text/plain" disabled=${busy} onChange=${pick} />
      <p class="soft">Or drop it here. The first row names the columns; a name and a price are needed, all else may be missing. Save it as UTF-8 (in Excel: “CSV UTF-8”).</p>
      <p class="soft">Nothing is changed before you have seen what the columns mean and pressed “Import products”.</p>
    </section>`;
}

/** Something takes a while, and how far it is. */
export function Working({ progress, rows }: { readonly progress: Progress; readonly rows: number | null }): VNode {
  const words = progress.sent !== null ? 'Sending the file…' : rows === null ? 'Reading the file…' : `Taking in ${rows.toLocaleString('en')} rows…`;
  return html`
    <div class="working" role="status">
      <label>${words} <progress value=${progress.sent ?? undefined} max="1"></progress></label>
    </div>`;
}
