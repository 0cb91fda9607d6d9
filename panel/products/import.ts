import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ImportPreview, ImportReport, Mapping } from '../../domain/panel.js';
import { html } from '../html.js';
import { Trouble } from '../notices.js';
import { Head } from '../page.js';
import { usePanel } from '../panel.js';
import { asRefused, type Refused } from '../refused.js';
import type { Progress } from '../upload.js';
import { ChooseFile, Working } from './import-file.js';
import { Columns } from './import-columns.js';
import { Report } from './import-report.js';

type Step =
  | { readonly at: 'file' }
  | { readonly at: 'columns'; readonly file: File; readonly preview: ImportPreview }
  | { readonly at: 'report'; readonly file: File; readonly report: ImportReport };

/** A list of products comes in: the file, what its columns mean, and what became of each row. */
export function Import(): VNode {
  const { upload } = usePanel();
  const [step, setStep] = useState<Step>({ at: 'file' });
  const [mapping, setMapping] = useState<Mapping>({});
  const [progress, setProgress] = useState<Progress | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);

  const work = async (run: () => Promise<Step>) => {
    setTrouble(null);
    setProgress({ sent: 0 });
    try {
      setStep(await run());
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    } finally {
      setProgress(null);
    }
  };
  const choose = (file: File) => work(async () => {
    const preview = await upload<ImportPreview>(`api/import/preview?name=${encodeURIComponent(file.name)}`, file, setProgress);
    setMapping(preview.mapping);
    return { at: 'columns', file, preview };
  });
  const run = (file: File) => work(async () => {
    const report = await upload<ImportReport>(`api/import?map=${encodeURIComponent(JSON.stringify(mapping))}`, file, setProgress);
    return { at: 'report', file, report };
  });
  const again = () => {
    setStep({ at: 'file' });
    setTrouble(null);
  };
  return html`
    <${Head} title="Import products"><a class="button" href="#/products">Back to the catalogue</a><//>
    <div class="sheetlike" aria-busy=${progress ? 'true' : 'false'}>
      ${step.at === 'file' && html`<${ChooseFile} choose=${choose} busy=${progress !== null} />`}
      ${step.at === 'columns' && html`<${Columns} name=${step.file.name} preview=${step.preview} mapping=${mapping} setMapping=${setMapping} busy=${progress !== null} run=${() => run(step.file)} again=${again} />`}
      ${step.at === 'report' && html`<${Report} name=${step.file.name} report=${step.report} again=${again} />`}
      ${progress && html`<${Working} progress=${progress} rows=${step.at === 'columns' ? step.preview.rowCount : null} />`}
      <${Trouble} trouble=${trouble} />
    </div>`;
}
