import { describe, expect, it } from 'vitest';
import { commonFormats } from '../../../renderer/sign/format-choice.tsx';
import { pace } from '../../../renderer/sign/pace.ts';
import { toBeSeen } from '../../../renderer/sign/use-signing.ts';
import { otherFile, refusedPdf, samplePdf, samplePrescription } from '../double/samples.ts';

describe('formats that all documents share', () => {
  it.each([
    ['none', [], []],
    ['one PDF', [samplePdf], ['pades', 'cades']],
    ['PDF and prescription', [samplePdf, samplePrescription], ['cades']],
    ['PDF, prescription and a picture', [samplePdf, samplePrescription, otherFile('a', 'a.dcm')], ['cades']],
    ['one that cannot be signed', [samplePdf, refusedPdf('b', 'b.pdf')], []],
  ])('%s', (_name, documents, formats) => expect(commonFormats(documents)).toEqual(formats));
});

describe('what must be looked at before signing', () => {
  const asked = { ...samplePdf, id: 'asked', mustBeSeen: true };
  it.each([
    ['one of a program', [samplePdf, asked], [], ['asked']],
    ['one of a program that was seen', [samplePdf, asked], ['asked'], []],
    ['own documents', [samplePdf, samplePrescription], [], []],
    ['one that cannot be signed', [{ ...refusedPdf('b', 'b.pdf'), mustBeSeen: true }], [], []],
  ])('%s', (_name, open, seen, expected) => expect(toBeSeen({ open, seen: new Set(seen) }).map(({ id }) => id)).toEqual(expected));
});

describe('rate and time left', () => {
  it.each([
    ['nothing done', 0, 10, 5000, null],
    ['all done', 10, 10, 5000, null],
    ['shorter than a second in all', 1, 3, 200, null],
    ['four of ten', 4, 10, 8000, { secondsEach: 2, secondsLeft: 12 }],
  ])('%s', (_name, done, total, elapsed, expected) => expect(pace(done, total, elapsed)).toEqual(expected));
});
