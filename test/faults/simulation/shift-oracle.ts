import type { OpenRequest } from '../../../domain/local.js';
import type { ShiftRecord } from '../../../domain/shift.js';
import { readShift } from '../../../server/shifts.js';
import type { Scene } from './browser.js';
import { judgeSale, type Row } from './oracle.js';
import type { Shifting, SimulatedRegister } from './register.js';

/** Openings and closings: each that got its 202 once, as it was said; never two shifts open at one register; every closed one complete at the panel. */
export async function judgeShifts(scene: Scene, registers: readonly SimulatedRegister[], chain: readonly Row[], byId: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  const known = new Map<string, Shifting>(registers.flatMap(({ shiftings }) => shiftings.map((shifting) => [shifting.said.id, shifting] as const)));
  for (const register of registers) {
    for (const { said: { id }, receipt } of register.shiftings) judgeSale(scene, register, { id, receipt }, byId.get(id) ?? []);
    // In the order in which the register sealed them: a later link goes on where the one before ended.
    judgeOrder(scene, register, chain.filter((row) => row.register_id === register.id).sort((a, b) => a.link - b.link || a.seq - b.seq));
  }
  for (const row of chain) if (row.kind !== 'sale') judgeRecord(scene, row, known.get(row.sale_id));
  for (const { register_id, shift } of chain.filter(({ kind }) => kind === 'shift-close')) {
    const { state, sales } = await readShift(scene.panel.db, register_id, shift ?? '');
    scene.tally.count('shifts closed and complete');
    if (state !== 'complete') scene.violation(`shift ${shift} of ${register_id} is ${state} at the panel though everything has settled: ${sales.received} of ${sales.stated} sales`);
  }
}

function judgeRecord(scene: Scene, { body }: Row, shifting: Shifting | undefined): void {
  const record = JSON.parse(body) as ShiftRecord;
  const asSaid = shifting && record.kind === `shift-${shifting.what}` && (record.kind === 'shift-open'
    ? record.float === (shifting.said as OpenRequest).float
    : 'counted' in shifting.said && record.shift === shifting.said.shift && record.methods[0]?.counted === shifting.said.counted.cash);
  if (!asSaid) scene.violation(`the chain has a record of a shift that nobody made: ${body}`);
}

/** One shift at a time, and each sale in the one that was open. */
function judgeOrder(scene: Scene, register: SimulatedRegister, rows: readonly Row[]): void {
  // What was open before a reset stays open at the panel, and the register no longer knows of it.
  if (register.wasReset) return;
  let open: string | null = null;
  for (const { kind, shift, receipt_number } of rows) {
    if (kind === 'shift-open') {
      if (open !== null) scene.violation(`${receipt_number} opens a shift while another is open`);
      open = shift;
    } else if (shift !== open) {
      scene.violation(`${receipt_number} is of shift ${shift} while ${open} is open`);
    }
    if (kind === 'shift-close') open = null;
  }
}
