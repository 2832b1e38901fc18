import { describe, expect, it } from 'vitest';
import { NOTES, STATION_FAULTS, VERDICTS } from '../../../main/api/schema/attendance.ts';
import { IMPORT_PROBLEMS, importField } from '../../../main/api/schema/membership.ts';
import { EVIDENCE, reasonsFor } from '../../../renderer/reception/ready-reasons.ts';
import { knownKey } from '../../../renderer/words/translate.ts';

const MOST_KEYS = 9;

describe('words of reception', () => {
  it.each([
    ['verdict', VERDICTS, 'reception.verdict'],
    ['reason of a verdict', VERDICTS, 'reception.because'],
    ['note', NOTES, 'reception.note'],
    ['evidence', EVIDENCE, 'reception.evidence'],
    ['doubt about the clock', ['before-status-list', 'before-last-fact', 'far-from-seminar', 'peer-differs'], 'reception.clock'],
    ['fault of a station', STATION_FAULTS, 'reception.station.fault'],
    ['problem of a row', IMPORT_PROBLEMS, 'members.problem'],
    ['column', importField.options, 'members.field'],
  ])('every %s has them', (_name, ids, place) => {
    expect(ids.map((id) => `${place}.${id}`).filter((key) => knownKey(key) === null)).toEqual([]);
  });

  it.each(VERDICTS)('%s has ready reasons, as many as there are keys', (verdict) => {
    const { length } = reasonsFor(verdict);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(MOST_KEYS);
  });
});
