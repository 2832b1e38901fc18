import { createPrivateKey } from 'node:crypto';
import { certificateAuthorities, encodeAod, encodeCd, encodeCiaInfo, encodeOd, encodePrkd } from './directories.ts';
import type { VirtualApplicationImage } from './image.ts';
import type { CardProfile, FilePlace } from './profiles.ts';

/** `transparent` can be read by anybody, `pin` and `key` only used. */
export interface VirtualFile extends FilePlace {
  readonly kind: 'transparent' | 'pin' | 'key';
  readonly content: Uint8Array;
}

function filled(content: Uint8Array, unit: number | null): Uint8Array {
  if (unit === null) return content;
  const file = Buffer.alloc((Math.floor(content.length / unit) + 1) * unit, 0xff);
  file.set(content);
  return file;
}

/** The file system of one application: directories, certificates, and the places of PIN and key. */
export function filesOf(application: VirtualApplicationImage, profile: CardProfile): readonly VirtualFile[] {
  const modulusBits = createPrivateKey({ key: Buffer.from(application.privateKey, 'base64'), format: 'der', type: 'pkcs8' }).asymmetricKeyDetails
    ?.modulusLength;
  if (modulusBits === undefined) throw new TypeError('a virtual card needs an RSA key');
  const authorities = certificateAuthorities(profile, application.chain.length);
  const certificates = [application.certificate, ...application.chain];

  const transparent: readonly (readonly [FilePlace | null, Uint8Array])[] = [
    [profile.od, encodeOd(profile)],
    [profile.ciaInfo, encodeCiaInfo()],
    [profile.aod, encodeAod(profile)],
    [profile.prkd, encodePrkd(profile, application.kind, modulusBits)],
    [profile.pukd, new Uint8Array()],
    [profile.cd, encodeCd(profile, authorities.length)],
    [profile.dcod, new Uint8Array()],
    ...[profile.endEntity, ...authorities].map((place, index) => [place, Buffer.from(certificates[index] as string, 'base64')] as const),
  ];
  return [
    ...transparent.flatMap(([place, content]) =>
      place ? [{ ...place, kind: 'transparent' as const, content: filled(content, profile.fillTo) }] : [],
    ),
    ...profile.pin.files.map((place) => ({ ...place, kind: 'pin' as const, content: new Uint8Array() })),
    { ...profile.key, kind: 'key', content: new Uint8Array() },
  ];
}
