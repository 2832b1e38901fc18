import { expect, it } from 'vitest';
import { accreditationOf, draftOf } from '../../../renderer/settings/time-stamps/accreditation.tsx';

const record = { accredited: true, source: 'https://list.example.jp/', asOf: '2026-11-20' };

it.each([
  ['not known', draftOf(null), null],
  ['a record', draftOf(record), record],
  ['the other answer', { ...draftOf(record), answer: 'no' as const }, { ...record, accredited: false }],
  ['no source', { ...draftOf(record), source: ' ' }, undefined],
  ['no day', { ...draftOf(record), asOf: '' }, undefined],
  ['an answer taken back', { ...draftOf(record), answer: 'unknown' as const }, null],
])('%s', (_, draft, expected) => expect(accreditationOf(draft)).toEqual(expected));
