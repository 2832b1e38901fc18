import { encodeBase64 } from '../encoding/base64.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { type Markup, qualifiedName, writeMarkup } from '../xml/markup.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { freshId } from './create-signature.ts';
import { ENCAPSULATED } from './values.ts';

/** Prefix of version 1.4.1 beside that of 1.3.2, as in the samples of the prescription service. */
const laterPrefix = (xades: string): string => `${xades || 'xades'}141`;

/**
 * Writes unsigned properties for a place where `prefix` is bound to XAdES 1.3.2 (`''`: it is the default namespace);
 * that of version 1.4.1 is declared where it is used. All on one line.
 */
export function unsignedMarkup(prefix: string) {
  const later = laterPrefix(prefix);
  const namespaces = { [prefix]: NAMESPACES.xades, [later]: NAMESPACES.xades141 };
  const element = (name: string, attributes: Markup['attributes'], content: Markup['content'], of = prefix): Markup => ({
    prefix: of,
    name,
    attributes,
    content,
    declares: [],
  });
  const write = (markup: Markup): string => writeMarkup(markup, namespaces, [prefix]);
  const encapsulated = (kind: keyof ValidationData, values: readonly Uint8Array[]): Markup[] =>
    values.map((value) => element(ENCAPSULATED[kind], {}, encodeBase64(value)));
  const list = (name: string, content: readonly Markup[]): Markup[] => (content.length > 0 ? [element(name, {}, content)] : []);

  const certificateValues = ({ certificates }: ValidationData): Markup =>
    element('CertificateValues', { Id: freshId('CertificateValues') }, encapsulated('certificates', certificates));
  const revocationValues = ({ crls, ocspResponses }: ValidationData): Markup =>
    element('RevocationValues', { Id: freshId('RevocationValues') }, [
      ...list('CRLValues', encapsulated('crls', crls)),
      ...list('OCSPValues', encapsulated('ocspResponses', ocspResponses)),
    ]);
  const timeStamp = (name: string, token: Uint8Array, of?: string): string =>
    write(element(name, { Id: freshId(name) }, [element('EncapsulatedTimeStamp', {}, encodeBase64(token))], of));

  return {
    certificateValues: (data: ValidationData): string => write(certificateValues(data)),
    revocationValues: (data: ValidationData): string => write(revocationValues(data)),
    signatureTimeStamp: (token: Uint8Array): string => timeStamp('SignatureTimeStamp', token),
    archiveTimeStamp: (token: Uint8Array): string => timeStamp('ArchiveTimeStamp', token, later),
    /** @param stamp `Id` of the time stamp that the data is for, `null` where it has none */
    timeStampValidationData: (stamp: string | null, data: ValidationData): string =>
      write(
        element(
          'TimeStampValidationData',
          { Id: freshId('TimeStampValidationData'), ...(stamp !== null && { URI: `#${stamp}` }) },
          [
            ...(data.certificates.length > 0 ? [certificateValues(data)] : []),
            ...(data.crls.length + data.ocspResponses.length > 0 ? [revocationValues(data)] : []),
          ],
          later,
        ),
      ),
    /** The elements around the properties, of which `missing` are not there yet, outermost first. */
    within: (missing: readonly string[], properties: string): string =>
      missing.reduceRight((content, name) => {
        const tag = qualifiedName({ prefix, name });
        return `<${tag}>${content}</${tag}>`;
      }, properties),
  };
}
