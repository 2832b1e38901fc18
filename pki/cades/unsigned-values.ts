import type { SignerInfo } from '../cms/parse.ts';

/** One value of an unsigned attribute, by itself. */
export interface UnsignedValue {
  readonly type: string;
  readonly value: Uint8Array;
}

export const unsignedValues = ({ unsignedAttributes }: Pick<SignerInfo, 'unsignedAttributes'>): UnsignedValue[] =>
  unsignedAttributes.flatMap(({ type, values }) => values.map((value) => ({ type, value })));
