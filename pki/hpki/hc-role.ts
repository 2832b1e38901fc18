import { children, contextConstructed, DerError, type DerNode, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readString } from '../asn1/strings.ts';
import { readOid } from '../asn1/values.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import type { HcRole } from '../report.ts';

/** id-hcpki-at-healthcareactor (ISO 17090-3). */
export const HEALTHCARE_ACTOR = '1.0.17090.0.1';

/**
 * Healthcare roles in subjectDirectoryAttributes, texts verbatim, in order. Empty where the certificate has none or where
 * the structure is not exactly that of ISO 17090-3: a role that cannot be read is no role.
 */
export function hcRoles(certificate: Certificate): readonly HcRole[] {
  const extension = certificate.extensions.find(({ oid }) => oid === EXTENSION.SUBJECT_DIRECTORY_ATTRIBUTES);
  if (!extension) return [];
  try {
    return children(parseDer(extension.value, TAG.SEQUENCE)).flatMap(readAttribute);
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

function readAttribute(attribute: DerNode): HcRole[] {
  const fields = new Fields(expectTag(attribute, TAG.SEQUENCE));
  const type = readOid(fields.takeAny());
  const values = fields.take(TAG.SET);
  fields.end();
  if (type !== HEALTHCARE_ACTOR) return [];
  return children(values).flatMap((data) => children(expectTag(data, TAG.SET)).map(readHealthcareActor));
}

/** HCActor: SEQUENCE { codedData [0] CodedData, regionalHCActorData [1] SEQUENCE OF RegionalData OPTIONAL }. */
export function readHealthcareActor(node: DerNode): HcRole {
  const fields = new Fields(expectTag(node, TAG.SEQUENCE));
  const coded = fields.optionalExplicit(contextConstructed(0));
  const regional = fields.optionalExplicit(contextConstructed(1));
  fields.end();
  if (!coded) throw new DerError('healthcare actor has no coded data');
  if (regional) expectTag(regional, TAG.SEQUENCE);
  return readCodedData(coded);
}

/** CodedData: SET { codingSchemeReference [0] OID, codeDataValue [1] NumericString OPTIONAL, codeDataFreeText [2] DirectoryString }. */
function readCodedData(node: DerNode): HcRole {
  const fields = new Fields(expectTag(node, TAG.SET));
  const scheme = fields.optionalExplicit(contextConstructed(0));
  const code = fields.optionalExplicit(contextConstructed(1));
  const text = fields.optionalExplicit(contextConstructed(2));
  fields.end();
  if (!scheme || !text) throw new DerError('coded data lacks its scheme or its text');
  if (code) expectTag(code, TAG.NUMERIC_STRING);
  return { codingScheme: readOid(scheme), text: readString(text) };
}
