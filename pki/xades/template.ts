import { DIGEST_ALGORITHMS, digest } from '../digest/algorithms.ts';
import { encodeBase64 } from '../encoding/base64.ts';
import type { Markup } from '../xml/markup.ts';
import { EXCLUSIVE, RSA_SHA256 } from './algorithms.ts';

/** Prefixes under which the two namespaces are written; the prescription service writes `xs` and `xa`. */
export interface SignaturePrefixes {
  readonly ds: string;
  readonly xades: string;
}

export interface ReferenceTemplate {
  readonly id: string;
  readonly uri: string;
  readonly type?: string;
  readonly transforms: readonly string[];
  /** SHA-256 of what the transforms give. */
  readonly digest: Uint8Array;
}

/** The elements of a signature as they are written (xmldsig-core1 section 4, ETSI EN 319 132-1 clause 5). */
export function signatureElements(prefixes: SignaturePrefixes) {
  const element =
    (prefix: string) =>
    (name: string, attributes: Markup['attributes'], content: Markup['content'] = [], declares: Markup['declares'] = []): Markup => ({
      prefix,
      name,
      attributes,
      content,
      declares,
    });
  const ds = element(prefixes.ds);
  const xades = element(prefixes.xades);
  const digestOf = (value: Uint8Array): Markup[] => [
    ds('DigestMethod', { Algorithm: DIGEST_ALGORITHMS.sha256.xml }),
    ds('DigestValue', {}, encodeBase64(value)),
  ];
  const transforms = (algorithms: readonly string[]): Markup[] =>
    algorithms.length === 0
      ? []
      : [
          ds(
            'Transforms',
            {},
            algorithms.map((Algorithm) => ds('Transform', { Algorithm })),
          ),
        ];

  return {
    keyInfo: (id: string, certificates: readonly Uint8Array[]): Markup => {
      const values = certificates.map((certificate) => ds('X509Certificate', {}, encodeBase64(certificate)));
      return ds('KeyInfo', { Id: id }, [ds('X509Data', {}, values)]);
    },

    signedProperties: (id: string, signingTime: Date, certificate: Uint8Array, dataObjectFormat: Markup | null): Markup =>
      xades('SignedProperties', { Id: id }, [
        xades('SignedSignatureProperties', {}, [
          xades('SigningTime', {}, `${signingTime.toISOString().slice(0, 19)}+00:00`),
          xades('SigningCertificateV2', {}, [xades('Cert', {}, [xades('CertDigest', {}, digestOf(digest('sha256', certificate)))])]),
        ]),
        ...(dataObjectFormat ? [xades('SignedDataObjectProperties', {}, [dataObjectFormat])] : []),
      ]),

    dataObjectFormat: (reference: string, mimeType: string): Markup =>
      xades('DataObjectFormat', { ObjectReference: `#${reference}` }, [xades('MimeType', {}, mimeType)]),

    reference: ({ id, uri, type, transforms: algorithms, digest: value }: ReferenceTemplate): Markup =>
      ds('Reference', { Id: id, ...(type && { Type: type }), URI: uri }, [...transforms(algorithms), ...digestOf(value)]),

    signedInfo: (id: string, references: readonly Markup[]): Markup =>
      ds('SignedInfo', { Id: id }, [
        ds('CanonicalizationMethod', { Algorithm: EXCLUSIVE }),
        ds('SignatureMethod', { Algorithm: RSA_SHA256 }),
        ...references,
      ]),

    signature: (id: string, signedInfo: Markup, value: Markup, keyInfo: Markup, qualifyingProperties: Markup): Markup =>
      ds('Signature', { Id: id }, [signedInfo, value, keyInfo, ds('Object', {}, [qualifyingProperties], [prefixes.xades])]),

    value: (id: string, value: Uint8Array): Markup => ds('SignatureValue', { Id: id }, encodeBase64(value)),

    qualifyingProperties: (id: string, target: string, signedProperties: Markup): Markup =>
      xades('QualifyingProperties', { Id: id, Target: `#${target}` }, [signedProperties]),
  };
}
