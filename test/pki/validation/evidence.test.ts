import { expect, it } from 'vitest';
import { mergedData } from '../../../pki/validation/evidence.ts';

it('puts several collections together without the same piece twice', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];
  const data = (certificates: Buffer[]) => ({ certificates, crls: [], ocspResponses: certificates });
  expect(mergedData(data([a, b]), data([Buffer.from('b'), a]))).toEqual({ certificates: [a, b], crls: [], ocspResponses: [a, b] });
});
