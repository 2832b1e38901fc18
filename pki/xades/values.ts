import { decodeBase64 } from '../encoding/base64.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { childElements, isNamed, soleText, type XmlElement } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { MAX_EVIDENCE } from './signature.ts';

/** Elements that hold evidence as base64, wherever in a property they stand (ETSI EN 319 132-1 clauses 5.4 and 5.5.1). */
export const ENCAPSULATED = {
  certificates: 'EncapsulatedX509Certificate',
  crls: 'EncapsulatedCRLValue',
  ocspResponses: 'EncapsulatedOCSPValue',
} as const satisfies Record<keyof ValidationData, string>;

const KINDS = Object.keys(ENCAPSULATED) as (keyof ValidationData)[];

/** Evidence in these properties. Anyone may have added it: what cannot be read is passed over, since validation then simply lacks it. */
export function valuesIn(properties: readonly XmlElement[]): ValidationData {
  const found: Record<keyof ValidationData, Uint8Array[]> = { certificates: [], crls: [], ocspResponses: [] };
  const visit = (element: XmlElement): void => {
    const kind = KINDS.find((name) => isNamed(element, NAMESPACES.xades, ENCAPSULATED[name]));
    const value = kind && found[kind].length < MAX_EVIDENCE ? decodeBase64(soleText(element) ?? '*') : null;
    if (kind && value) found[kind].push(value);
    if (!kind) childElements(element).forEach(visit);
  };
  properties.forEach(visit);
  return found;
}
