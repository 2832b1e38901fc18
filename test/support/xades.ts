import { XmlFile } from '../../pki/xades/file.ts';
import { evaluateSignature } from '../../pki/xades/evaluate.ts';
import { type FoundTimeStamp, findTimeStamps } from '../../pki/xades/time-stamps/find.ts';
import { parseTimeStampToken } from '../../pki/time-stamp/token.ts';
import { attribute, elementsNamed } from '../../pki/xml/element.ts';
import { NAMESPACES } from '../../pki/xml/namespaces.ts';
import { sameBytes } from '../../pki/asn1/values.ts';

/** What is looked at of one time stamp. */
export type StampFacts = Omit<FoundTimeStamp, 'property' | 'imprint'> & {
  /** `null`: what it must be over cannot be computed. */
  readonly fits: boolean | null;
};

/** The time stamps of a signature of a document, each held against its token. */
export async function stampsIn(xml: Uint8Array, signatureId: string): Promise<StampFacts[]> {
  const file = new XmlFile(xml);
  const element = elementsNamed(file.document, NAMESPACES.ds, 'Signature').find((one) => attribute(one, 'Id') === signatureId);
  const { signature, properties } = evaluateSignature(element!, file);
  const facts: StampFacts[] = [];
  for (const { property: _, imprint, ...stamp } of findTimeStamps(signature, properties, file)) {
    const { algorithm, hash } = parseTimeStampToken(stamp.token).info.imprint;
    const expected = await imprint(algorithm!);
    facts.push({ ...stamp, fits: expected && sameBytes(expected, hash) });
  }
  return facts;
}

/** One unsigned property as it is written. */
export interface WrittenProperty {
  readonly name: string;
  readonly id: string;
  readonly text: string;
}

/** The parts of one signature of a text as they are written, by their identifiers. */
export function writtenSignature(text: string, signatureId: string) {
  const [signature] = new RegExp(`<(\\w+:)?Signature [^>]*Id="${signatureId}".*?</\\1Signature>`, 's').exec(text)!;
  const idOf = (name: string): string => new RegExp(`<(?:\\w+:)?${name} Id="([^"]*)"`).exec(signature)![1]!;
  const [, content = ''] = /<(?:\w+:)?UnsignedSignatureProperties>(.*)<\/(?:\w+:)?UnsignedSignatureProperties>/s.exec(signature) ?? [];
  const found = content.matchAll(
    /<(\w+:(SignatureTimeStamp|ArchiveTimeStamp|TimeStampValidationData|CertificateValues|RevocationValues))[ >].*?<\/\1>/gs,
  );
  const properties = [...found].map(
    ([property, , name]): WrittenProperty => ({ name: name!, id: / Id="([^"]*)"/.exec(property)![1]!, text: property }),
  );
  return { signedInfo: idOf('SignedInfo'), value: idOf('SignatureValue'), keyInfo: idOf('KeyInfo'), properties };
}
