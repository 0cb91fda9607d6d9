import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { NumberRange, Proof } from '../../domain/panel.js';
import { counted, missingInWords, numbersInWords, salesToCome } from '../../panel/registers/numbers.js';

function proof(missing: readonly NumberRange[], parts: Partial<Proof> = {}): Proof {
  const missingCount = missing.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return { link: 1, received: 100 - missingCount, highest: 100, missing, missingCount, forks: 0, lost: null, ...parts };
}

test('missing numbers are told as they stand on receipts', () => {
  assert.is(missingInWords(proof([[5, 5]]), 'T1'), 'T1-000005');
  assert.is(missingInWords(proof([[5, 5], [7, 8], [10, 20]]), 'T1b'), 'T1b-000005, T1b-000007, T1b-000008 and T1b-000010 to T1b-000020');
  assert.is(missingInWords(proof([]), 'T1'), '');
});

test('of very many the first are told, and how many more there are', () => {
  const many = Array.from({ length: 40 }, (_, index): NumberRange => [2 * index + 1, 2 * index + 1]);
  assert.match(missingInWords(proof(many, { missingCount: 2040 }), 'T1'), /^T1-000001, T1-000003, .*T1-000023 and 2,028 more$/);
});

test('a register’s numbers are told in short, all its devices together', () => {
  const said = (salesReceived: number, ...proofs: Proof[]): string => numbersInWords({ salesReceived, proof: proofs });
  assert.is(said(0), 'none yet');
  assert.is(said(100, proof([])), 'none missing');
  assert.is(said(100, proof([[1, 2]]), proof([[5, 5]])), '3 missing');
  assert.is(said(100, proof([[1, 1]], { forks: 1 }), proof([], { forks: 1 })), '1 missing, 2 doubled');
  const lost = { reportedAt: '', highest: 100, unsynchronised: 1, asOf: '' };
  assert.is(said(99, proof([[1, 1]], { lost })), 'data cleared, 1 missing');
});

test('before a link is removed it is told what says that sales are to come', () => {
  const at = (hour: number): Date => new Date(`2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z`);
  const told = (lastHeardOf: Date, ...proofs: Proof[]): string => salesToCome({ link: { link: 1, device: '', since: '', lastHeardOf: lastHeardOf.toISOString(), lastFullSync: null, report: null }, proof: proofs }, at(12));
  assert.is(told(at(12), proof([])), '');
  assert.is(told(at(12), proof([[3, 4]]), proof([[1, 9]], { link: 2 })), '2 numbers are missing');
  assert.is(told(at(9), proof([[3, 3]])), '1 number is missing and nothing was heard of it for 3 hours');
});

test('one is not several', () => {
  assert.equal([counted(1, 'sale'), counted(0, 'sale'), counted(1234, 'sale')], ['1 sale', '0 sales', '1,234 sales']);
});

test.run();
