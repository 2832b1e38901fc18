import { createHash } from 'node:crypto';
import type { CardSession, ReaderService, ReaderState } from '../../card/reader.ts';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createVirtualCardImage, type VirtualCardOrder } from '../../card/virtual/create.ts';
import type { Fault } from '../../card/virtual/fault.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { authorityWithDoctor } from './authority.ts';

/** One doctor with certificates and keys for both applications, made once per test file. */
const material = await (async () => {
  const { authority, pair } = await authorityWithDoctor(new Date());
  const [signature, authentication] = [pair.signature, pair.authentication].map(({ certificate, privateKey, chain }) => ({
    certificate,
    chain,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  }));
  return { authority, signature: signature!, authentication: authentication! };
})();

export { material };
