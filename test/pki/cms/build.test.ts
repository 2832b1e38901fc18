import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { children, parseDer } from '../../../pki/asn1/der.ts';
import { implicit, objectIdentifier, octetString } from '../../../pki/asn1/encode.ts';
import { buildSignedData } from '../../../pki/cms/build.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { readSignedAttributes } from '../../../pki/cms/signed-attributes.ts';
import { refersTo } from '../../../pki/cms/signing-certificate.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { PkiError } from '../../../pki/errors.ts';
import type { Signer } from '../../../pki/signer.ts';
import { authorityWithDoctor } from '../../support/authority.ts';

const now = new Date('2026-11-20T03:04:05Z');
const contentDigest = digest('sha256', Buffer.from('letter'));
let signer: Signer;

beforeAll(async () => {
  ({ signer } = await authorityWithDoctor(now));
});

describe('buildSignedData', () => {
  it('writes a detached signature with the attributes of CAdES, and no signing-time unless asked', async () => {
    const data = parseSignedData(await buildSignedData({ signer, digestAlgorithm: 'sha256', contentDigest }));
    const [info] = data.signers;
    expect({
      type: data.eContentType,
      content: data.eContent,
      signers: data.signers.length,
      attributes: info!.signedAttributes.map(({ type }) => type).toSorted(),
      unsigned: info!.unsignedAttributes,
      digest: Buffer.from(readSignedAttributes(info!, OID.data).messageDigest),
      bound: readSignedAttributes(info!, OID.data).signingCertificates.map((reference) => refersTo(reference, signer.certificate)),
    }).toEqual({
      type: OID.data,
      content: null,
      signers: 1,
      attributes: [OID.contentType, OID.messageDigest, OID.signingCertificateV2].toSorted(),
      unsigned: [],
      digest: Buffer.from(contentDigest),
      bound: [true],
    });
  });

  it('claims the time it is given', async () => {
    const [info] = parseSignedData(await buildSignedData({ signer, digestAlgorithm: 'sha256', contentDigest, signingTime: now })).signers;
    expect(readSignedAttributes(info!, OID.data).signingTime).toEqual(now);
  });

  it('hands the signer the DigestInfo of the attributes under their SET OF tag', async () => {
    const seen: Uint8Array[] = [];
    const watched: Signer = {
      ...signer,
      sign: (info) => {
        seen.push(info);
        return signer.sign(info);
      },
    };
    const [info] = parseSignedData(await buildSignedData({ signer: watched, digestAlgorithm: 'sha512', contentDigest: digest('sha512') })).signers;
    expect(seen).toEqual([digestInfo('sha512', createHash('sha512').update(info!.signedAttributesDer!).digest())]);
  });

  it('orders every SET OF by encoding (X.690 section 11.6)', async () => {
    const signedAttributes = [9, 1, 5].map((arc) => ({
      type: `1.2.3.${arc}`,
      values: [octetString(Uint8Array.of(2)), octetString(Uint8Array.of(1))],
    }));
    const data = parseSignedData(await buildSignedData({ signer, digestAlgorithm: 'sha256', contentDigest, signedAttributes }));
    const lists = [
      children(parseDer(data.signers[0]!.signedAttributesDer!)).map(({ bytes }) => bytes),
      data.certificates,
      ...data.signers[0]!.signedAttributes.map(({ values }) => values),
    ];
    expect(lists).toEqual(lists.map((list) => list.toSorted(Buffer.compare)));
  });

  it('embeds the certificates it is told to', async () => {
    const embedded = async (certificates?: readonly Uint8Array[]) =>
      parseSignedData(await buildSignedData({ signer, digestAlgorithm: 'sha256', contentDigest, ...(certificates && { certificates }) })).certificates
        .length;
    expect([await embedded(), await embedded([signer.certificate]), await embedded([])]).toEqual([3, 1, 0]);
  });

  it('carries content of another type, and unsigned attributes', async () => {
    const eContent = Buffer.from('inside');
    const unsignedAttributes = [{ type: OID.signatureTimeStamp, values: [objectIdentifier('1.2.3')] }];
    const order = {
      signer,
      digestAlgorithm: 'sha256',
      contentDigest: digest('sha256', eContent),
      eContentType: OID.timeStampInfo,
      eContent,
      unsignedAttributes,
    } as const;
    const { eContentType, eContent: content, signers } = parseSignedData(await buildSignedData(order));
    expect([eContentType, Buffer.from(content!).toString(), signers[0]!.unsignedAttributes]).toMatchObject([
      OID.timeStampInfo,
      'inside',
      unsignedAttributes,
    ]);
  });

  it.each([
    ['of another key', (value: Uint8Array) => value.with(100, value[100]! ^ 1)],
    ['cut off', (value: Uint8Array) => value.subarray(1)],
    ['empty', () => new Uint8Array()],
  ])('refuses a value %s before anything is written', async (_, spoil) => {
    const broken: Signer = { ...signer, sign: async (info) => spoil(await signer.sign(info)) };
    await expect(buildSignedData({ signer: broken, digestAlgorithm: 'sha256', contentDigest })).rejects.toEqual(
      new PkiError('SIGNATURE_VALUE_WRONG'),
    );
  });

  it('refuses a signer whose certificate cannot be read', async () => {
    const broken: Signer = { ...signer, certificate: implicit(0, signer.certificate) };
    await expect(buildSignedData({ signer: broken, digestAlgorithm: 'sha256', contentDigest })).rejects.toMatchObject({
      code: 'CERTIFICATE_UNREADABLE',
    });
  });
});
