import { type Attribute, encodeAttribute } from '../../pki/cms/attributes.ts';
import { extendSignedData } from '../../pki/cms/extend.ts';
import { parseSignedData, type ReceivedAttribute, type SignedData } from '../../pki/cms/parse.ts';

/** A signature with something outside the signed bytes changed. */
export function edited(
  bytes: Uint8Array,
  change: {
    readonly received?: (received: SignedData['received']) => Partial<SignedData['received']>;
    readonly unsigned?: (attributes: readonly ReceivedAttribute[]) => readonly ReceivedAttribute[];
  },
): Uint8Array {
  const signedData = parseSignedData(bytes);
  return extendSignedData(
    {
      ...signedData,
      received: { ...signedData.received, ...change.received?.(signedData.received) },
      signers: signedData.signers.map((signer) => ({
        ...signer,
        unsignedAttributes: change.unsigned?.(signer.unsignedAttributes) ?? signer.unsignedAttributes,
      })),
    },
    {},
  );
}

const received = (attribute: Attribute): ReceivedAttribute => ({ ...attribute, der: encodeAttribute(attribute) });
/** Every value of an unsigned attribute exchanged, the attribute renamed where wished. */
export const exchanged = (bytes: Uint8Array, type: string, make: (value: Uint8Array) => Uint8Array, newType = type): Uint8Array =>
  edited(bytes, {
    unsigned: (all) => all.map((one) => (one.type === type ? received({ type: newType, values: one.values.map(make) }) : one)),
  });
/** First value of an unsigned attribute of the first signer. */
export const attributeValue = (bytes: Uint8Array, type: string): Uint8Array =>
  parseSignedData(bytes).signers[0]!.unsignedAttributes.find((attribute) => attribute.type === type)!.values[0]!;
export const withUnsigned = (bytes: Uint8Array, ...attributes: readonly Attribute[]): Uint8Array =>
  edited(bytes, { unsigned: (all) => [...all, ...attributes.map(received)] });
