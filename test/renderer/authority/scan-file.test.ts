import { expect, it } from 'vitest';
import { megabytes, scanProblem } from '../../../renderer/authority/person/scan-file.ts';

const MEGABYTE = 1_048_576;

it.each([
  ['写真.jpg', 'image/jpeg', 1, null],
  ['住民票.pdf', 'application/pdf', 20 * MEGABYTE, null],
  ['住民票.pdf', 'application/pdf', 20 * MEGABYTE + 1, 'large'],
  ['写真.JPEG', '', 1, null],
  ['写真.png', 'application/octet-stream', 1, null],
  ['写真.heic', 'image/heic', 1, 'type'],
  ['写真.heic', '', 1, 'type'],
  ['写真.jpg', 'text/html', 1, 'type'],
  ['申請書.docx', 'application/octet-stream', 1, 'type'],
] as const)('%s (%s, %d bytes): %j', (name, type, size, problem) => expect(scanProblem({ name, type, size })).toBe(problem));

it.each([
  [1, 1],
  [20 * MEGABYTE, 20],
  [20 * MEGABYTE + 1, 21],
])('%d bytes are told as %d MB', (bytes, told) => expect(megabytes(bytes)).toBe(told));
