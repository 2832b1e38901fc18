import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { registryImport } from '../../api/schema/credential-records.ts';
import type { AuthorityParts } from '../parts.ts';
import { openCase } from '../registry/case-file.ts';
import { holdsCard } from '../registry/held-card.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { actorOf } from '../work/open-holder.ts';
import { type RegistryCard, type RegistryRow, readRegistry } from './read-registry.ts';

type Answer = z.infer<typeof registryImport>;

/** People in one transaction: others at the desk wait for a fraction of a second. */
const AT_ONCE = 100;

/**
 * Takes over people and their cards from another system. Somebody whose registration number is known stays as he is kept here; certificates whose
 * serial numbers the file does not tell are kept without, and learnt from the card or a file later.
 * @throws AppError REGISTRY_IMPORT_UNREADABLE, STAFF_ROLE_NEEDED
 */
export async function importRegistry(parts: AuthorityParts, acting: Acting, bytes: Uint8Array, apply: boolean): Promise<Answer> {
  requireRole(acting, 'import');
  const { store, audit, holders } = parts;
  const rows = readRegistry(bytes);
  const problems: Answer['problems'] = rows.flatMap(({ line, problem, fields }) => (problem ? [{ line, code: problem, text: fields.name }] : []));
  const good = rows.filter(({ problem }) => problem === null);
  const serials = new Set<string>();
  let [made, cards, known] = [0, 0, 0];
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  /** One card is one person's, in the file and at this desk. */
  async function isHeld(tx: AuthorityParts['store']['db'], { serial }: RegistryCard): Promise<boolean> {
    const token = parts.tokens.serial(serial);
    const name = Buffer.from(token).toString('hex');
    const twice = serials.has(name);
    serials.add(name);
    return twice || holdsCard(tx, token, serial);
  }

  async function take(tx: AuthorityParts['store']['db'], { line, fields, association, member, card }: RegistryRow): Promise<void> {
    const same = await holders.sameAs(tx, fields);
    if (same.some(({ kind }) => kind === 'registration')) {
      known += 1;
      return;
    }
    if (card && (await isHeld(tx, card))) {
      problems.push({ line, code: 'serial-held', text: fields.name });
      return;
    }
    made += 1;
    if (card) cards += 1;
    if (!apply) return;
    const holder = await holders.add(tx, { fields, association, member });
    if (!card) return;
    const file = await openCase(parts, tx, { holder, by: actorOf(acting), second: null, nonce: `import/${holder.holder}` });
    takeOverCard(file, card);
    await file.close();
  }

  for (let start = 0; start < good.length; start += AT_ONCE) {
    await store.db.transaction().execute(async (tx) => {
      for (const row of good.slice(start, start + AT_ONCE)) await take(tx, row);
    });
  }
  if (apply)
    await audit.record({ action: 'credential.imported', facts: { sha256, holders: made, cards, known, problems: problems.length, by: acting.id } });
  return { applied: apply, holders: made, cards, known, problems };
}

function takeOverCard(
  file: Awaited<ReturnType<typeof openCase>>,
  { serial, expires, issuer, signatureSerial, authenticationSerial }: RegistryCard,
): void {
  const card = file.create({ kind: 'card', state: 'active', parent: null, procedure: null, facts: { serial, expires, takenOver: true } });
  const serials = { signature: signatureSerial, authentication: authenticationSerial };
  for (const [usage, number] of Object.entries(serials)) {
    const known = number === '' ? null : number;
    const facts = { usage, expires, card: card.id, serial: known, issuer: known && issuer };
    file.create({ kind: 'certificate', state: 'active', parent: card.id, procedure: null, facts });
  }
}
