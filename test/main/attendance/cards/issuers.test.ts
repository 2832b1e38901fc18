import { expect, it } from 'vitest';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { issuersAmong } from '../../../../main/attendance/cards/issuers.ts';
import { doctorCard } from '../../support/bound-cards.ts';

const { card, authority, root } = doctorCard();
const elsewhere = doctorCard({ authorityName: [['CN', 'elsewhere']] }).authority;
const { issuer } = parseCertificate(card.der);

it.each<[string, readonly Uint8Array[], string, readonly Uint8Array[]]>([
  ['none at hand', [], issuer, []],
  ['its issuer, and what is above', [root, elsewhere, authority], issuer, [authority, root]],
  ['its issuer alone', [elsewhere, authority], issuer, [authority]],
  ['nothing for another name', [authority, root], 'CN=nobody', []],
  ['nothing out of bytes that nobody can read', [Uint8Array.of(0x30, 0), authority], issuer, [authority]],
])('the issuers of a certificate: %s', (_case, authorities, name, chain) => expect(issuersAmong(authorities)(name)).toEqual(chain));
