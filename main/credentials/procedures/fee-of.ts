import type { FeeView } from '../../api/schema/credentials.ts';
import { feeFor } from '../fees/fee.ts';
import { type CredentialRecord, factText } from '../registry/record.ts';
import type { Procedure } from './table.ts';

/** Whose fee is asked for. */
export interface FeeAsk {
  readonly procedure: Procedure;
  readonly member: boolean;
  readonly channel: string;
  readonly reason: string | null;
  /** ISO day in Japan. */
  readonly receivedOn: string;
}

/** What a procedure costs by the dated table; `null`: it has no fee. A fee of which no source speaks is `unknown`, never nothing. */
export function feeAsked({ procedure, member, channel, reason, receivedOn }: FeeAsk): FeeView | null {
  if (procedure.fee === null) return null;
  const fee = feeFor({ item: procedure.fee, member, channel, reason, day: receivedOn });
  if (!fee) return { yen: null, net: null, source: '', boundary: null, entered: false, state: 'unknown' };
  const { yen, net, source, boundary } = fee;
  return { yen, net, source, boundary, entered: false, state: yen === 0 ? 'none' : 'due' };
}

/** The fee of an application: what staff entered with its source goes before the table; then whether it was paid or waived. */
export function feeOf(application: CredentialRecord, procedure: Procedure): FeeView | null {
  const { facts } = application;
  const reason = factText(application, 'reason') || null;
  const receivedOn = factText(application, 'receivedOn');
  const asked = feeAsked({ procedure, member: facts['member'] === true, channel: factText(application, 'channel'), reason, receivedOn });
  if (!asked) return null;
  const entered = typeof facts['feeYen'] === 'number' ? facts['feeYen'] : null;
  const fee: FeeView =
    entered === null
      ? asked
      : { yen: entered, net: null, source: factText(application, 'feeSource'), boundary: null, entered: true, state: entered === 0 ? 'none' : 'due' };
  if (facts['waived'] === true) return { ...fee, state: 'waived' };
  return facts['paid'] === true ? { ...fee, state: 'paid' } : fee;
}
