import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIGEST_ALGORITHMS, digest } from '../../pki/digest/algorithms.ts';
import { signXades } from '../../pki/xades/sign.ts';
import { verifyXades } from '../../pki/xades/verify.ts';
import { encodeBase64 } from '../../pki/encoding/base64.ts';
import { parseXml } from '../../pki/xml/document.ts';
import { attribute, elementsNamed } from '../../pki/xml/element.ts';
import { NAMESPACES } from '../../pki/xml/namespaces.ts';
import { decodeText, encodeText } from '../../pki/xml/text.ts';
import { keys, NOW, trusting } from '../support/hpki-chain.ts';
import { describeWith } from '../support/needs.ts';
import { besides, doctor, signedPrescription, signerOf } from '../support/prescription.ts';
import { withCorpus } from '../support/shared-data.ts';
import { schemaFaults } from '../support/xml-schema.ts';
import { xmlsecSign, xmlsecVerify } from '../support/xmlsec.ts';

const options = trusting(doctor, besides(doctor));
const signature = (xml: Uint8Array): string => {
  const document = parseXml(xml);
  return attribute(elementsNamed(document, NAMESPACES.ds, 'Signature')[0]!, 'Id')!;
};

describeWith(['xmlsec1'], 'XAdES of ours before xmlsec1', () => {
  it.each([
    ['a plain document', '<letter><to>甲</to></letter>'],
    ['namespaces', '<?xml version="1.0"?>\n<p:a xmlns:p="urn:p" xmlns="urn:d" xmlns:unused="urn:u"><b p:c="&#9;&quot;"/>\n</p:a>'],
    ['an empty root', '<a/>'],
    ['comments, processing instructions and CDATA', '<?s t?><a><!-- c --><![CDATA[<x>]]>&amp;</a><!-- d --><?u v?>'],
    ['our prefixes bound to something else', '<ds:a xmlns:ds="urn:x" xmlns:xades="urn:y"/>'],
  ])('%s', async (_, text) => {
    const signed = await signXades({ xml: encodeText(text), signer: signerOf(doctor), signingTime: NOW });
    expect(xmlsecVerify(signed, signature(signed))).toBe('OK 3/3');
  });
});

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** What another program would sign: an enveloped XAdES signature without digests and value. */
function template(signatureMethod: string, digestMethod: string, canonicalization: string): string {
  const transform = `<Transform Algorithm="${canonicalization}"/>`;
  const reference = (attributes: string, transforms: string): string =>
    `<Reference ${attributes}><Transforms>${transforms}</Transforms><DigestMethod Algorithm="${digestMethod}"/><DigestValue/></Reference>`;
  const certDigest = `<CertDigest><d:DigestMethod Algorithm="${DIGEST_ALGORITHMS.sha256.xml}"/><d:DigestValue>${encodeBase64(digest('sha256', doctor.holder))}</d:DigestValue></CertDigest>`;
  return `<root xmlns:q="urn:q"><text>body</text><Signature xmlns="${NAMESPACES.ds}" Id="S"><SignedInfo><CanonicalizationMethod Algorithm="${canonicalization}"/><SignatureMethod Algorithm="${signatureMethod}"/>
${reference('URI=""', `<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>${transform}`)}
${reference('Type="http://uri.etsi.org/01903#SignedProperties" URI="#P"', transform)}
</SignedInfo><SignatureValue/><KeyInfo><X509Data><X509Certificate>${encodeBase64(doctor.holder)}</X509Certificate></X509Data></KeyInfo>
<Object><QualifyingProperties xmlns="${NAMESPACES.xades}" xmlns:d="${NAMESPACES.ds}" Target="#S"><SignedProperties Id="P"><SignedSignatureProperties><SigningTime>${NOW.toISOString()}</SigningTime><SigningCertificateV2><Cert>${certDigest}</Cert></SigningCertificateV2></SignedSignatureProperties></SignedProperties></QualifyingProperties></Object></Signature></root>`;
}

describeWith(['xmlsec1'], 'XAdES that xmlsec1 signed before us', () => {
  const more = 'http://www.w3.org/2001/04/xmldsig-more#';
  it.each([
    [`${more}rsa-sha256`, DIGEST_ALGORITHMS.sha256.xml, C14N],
    [`${more}rsa-sha256`, DIGEST_ALGORITHMS.sha256.xml, EXCLUSIVE],
    [`${more}rsa-sha256`, DIGEST_ALGORITHMS.sha256.xml, `${EXCLUSIVE}WithComments`],
    [`${more}rsa-sha384`, DIGEST_ALGORITHMS.sha384.xml, C14N],
    [`${more}rsa-sha512`, DIGEST_ALGORITHMS.sha512.xml, 'http://www.w3.org/2006/12/xml-c14n11'],
  ])('%s, %s, %s', async (...algorithms) => {
    const privateKey = keys.holder.export({ type: 'pkcs8', format: 'pem' }).toString();
    const signed = xmlsecSign(encodeText(template(...algorithms)), privateKey);
    const report = await verifyXades({ name: 'x.xml', bytes: signed }, options);
    expect([report.conclusion, report.subIndication, report.signatures[0]!.coversWholeDocument]).toEqual(['TOTAL-PASSED', null, true]);
    const changed = await verifyXades({ name: 'x.xml', bytes: encodeText(decodeText(signed).replace('>body<', '>hand<')) }, options);
    expect([changed.conclusion, changed.subIndication]).toEqual(['TOTAL-FAILED', 'HASH_FAILURE']);
  });
});

withCorpus('xml', (folder) => {
  it.each([
    ['dss-signed.xml', ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', { intact: true, level: 'B', coversWholeDocument: true, notCovered: [] }]],
    [
      'dss-signed-altered-signedPropsRemoved.xml',
      ['TOTAL-FAILED', 'FORMAT_FAILURE', { intact: false, level: 'B', coversWholeDocument: true, notCovered: [] }],
    ],
    // Its base64 is signed, not the element around it with its MimeType.
    [
      'Signature-X-ES-100.xml',
      ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', { intact: true, level: 'LT', coversWholeDocument: false, notCovered: ['CONTENT'] }],
    ],
    // A manifest names files outside, which are not here.
    [
      'Signature-X-CZ_SEF-4.xml',
      ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND', { intact: true, level: 'T', coversWholeDocument: false, notCovered: [] }],
    ],
  ])('%s', async (name, expected) => {
    const { conclusion, subIndication, signatures } = await verifyXades({ name, bytes: readFileSync(join(folder, name)) }, options);
    expect([
      conclusion,
      subIndication,
      ...signatures.map(({ intact, level, coversWholeDocument, notCovered }) => ({ intact, level, coversWholeDocument, notCovered })),
    ]).toEqual(expected);
  });

  describeWith(['xmlsec1'], 'beside xmlsec1', () => {
    /** File, what xmlsec1 says, what we say, and why the two differ where they do. */
    it.each<[string, string, string, string]>([
      ['dss-signed.xml', 'OK 2/2', 'intact 2/2', 'no difference'],
      [
        'dss-signed-altered-signedPropsRemoved.xml',
        'FAIL 1/1',
        'broken 1/1',
        'no difference: the digest left is right, the value is not, since SignedInfo changed',
      ],
      ['Signature-X-ES-100.xml', 'OK 3/3', 'intact 3/3', 'no difference in integrity; that it uses SHA-1 is told by a check of its own'],
      [
        'Signature-X-CZ_SEF-4.xml',
        'OK 4/4',
        'intact 4/4',
        'no difference in integrity; the files of its manifest are not at hand, which we tell as INDETERMINATE and xmlsec1 was told to ignore',
      ],
    ])('%s: %s, ours %s (%s)', async (name, theirs, ours) => {
      const bytes = readFileSync(join(folder, name));
      const { signatures } = await verifyXades({ name, bytes }, options);
      const { matched, total } = signatures[0]!.checks.find(({ id }) => id === 'reference-digests')!.params!;
      expect([xmlsecVerify(bytes, signature(bytes)), `${signatures[0]!.intact ? 'intact' : 'broken'} ${matched}/${total}`]).toEqual([theirs, ours]);
    });
  });

  it.each<[string, unknown[]]>([
    ['Signature-X-CZ_SEF-4.xml', [['signature', '2014-10-30T10:40:37.012Z', 'passed']]],
    [
      'Signature-X-ES-100.xml',
      [
        ['signature', '2013-12-10T16:40:28.000Z', 'passed'],
        ['signature', '2013-12-10T16:40:29.000Z', 'passed'],
      ],
    ],
  ])('the time stamps of %s are over what they must be, that over references to evidence too', async (name, expected) => {
    const { signatures } = await verifyXades({ name, bytes: readFileSync(join(folder, name)) }, options);
    expect(
      signatures[0]!.timeStamps.map(({ kind, time, checks }) => [kind, time, checks.find(({ id }) => id === 'time-stamp-imprint')?.status]),
    ).toEqual(expected);
  });
});

withCorpus('xsd', (folder) => {
  describe('the schemas of XML Signature and XAdES 1.3.2 accept', () => {
    it.each<[string, () => Promise<Uint8Array>]>([
      ['a prescription as the official sample', () => signedPrescription('official-sample')],
      ['a prescription with exclusive canonicalisation', () => signedPrescription('exclusive')],
      ['XML of any kind', () => signXades({ xml: encodeText('<a/>'), signer: signerOf(doctor), signingTime: NOW })],
    ])('%s', async (_, make) => {
      expect(schemaFaults(folder, await make())).toEqual([]);
    });
  });

  it('and refuse a signature without its value', async () => {
    const text = decodeText(await signedPrescription()).replace(/<xs:SignatureValue .*<\/xs:SignatureValue>/, '');
    expect(schemaFaults(folder, encodeText(text))).not.toEqual([]);
  });
});
