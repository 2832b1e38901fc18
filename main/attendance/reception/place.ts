import type { FactDraft } from '../facts/fact.ts';
import type { Lane } from './lanes.ts';
import { measuredOffset, type ReceptionParts } from './parts.ts';

/** Where and when something happened, and by which plan, rules and status list it is judged: what every fact carries. */
export function placeOf(
  { stations, rules, seminars, status }: Pick<ReceptionParts, 'stations' | 'rules' | 'seminars' | 'status'>,
  seminar: string,
  { lane, at, nonce }: { readonly lane: Pick<Lane, 'name' | 'room'> | null; readonly at: Date; readonly nonce: string },
): Pick<FactDraft, 'nonce' | 'seminar' | 'at' | 'offsetMs' | 'lane' | 'room' | 'clock' | 'rules' | 'revision' | 'status'> {
  return {
    nonce,
    seminar,
    at: at.toISOString(),
    offsetMs: measuredOffset({ stations }),
    lane: lane?.name ?? null,
    room: lane?.room ?? null,
    clock: null,
    rules: rules(),
    revision: seminars.get(seminar).revision,
    status: status.view.version,
  };
}
