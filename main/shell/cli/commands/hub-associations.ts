import type * as z from 'zod';
import { associationsOrder, listAssociations, placesOf, writeAssociations } from '../../../hub/administration/associations.ts';
import { HUB } from '../../../hub/store/actor.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type Invocation, type Outcome, text } from '../command.ts';
import { HUB_OPTIONS, onHub } from '../hub-desk.ts';
import { readNamedFile } from '../input.ts';

type Associations = z.output<typeof associationsOrder>['associations'];

/** @throws AppError FILE_NOT_FOUND, FILE_UNREADABLE, USAGE_WRONG with the first places that are wrong */
async function readOrder(path: string): Promise<Associations> {
  const text = new TextDecoder().decode(await readNamedFile(path));
  const given = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new AppError('USAGE_WRONG', { note: `${path}: JSON` }, { cause });
    }
  })();
  const order = associationsOrder.safeParse(Array.isArray(given) ? { associations: given } : given);
  if (order.success) return order.data.associations;
  throw wrong(placesOf(order.error));
}

const wrong = (places: ReturnType<typeof placesOf>): AppError =>
  new AppError('USAGE_WRONG', {
    note: places
      .slice(0, 5)
      .map(({ path, code }) => `${path}: ${code}`)
      .join('; '),
  });

async function register(invocation: Invocation, path: string): Promise<Outcome> {
  const associations = await readOrder(path);
  await onHub<unknown>(invocation, {
    here: (store) =>
      store.within(HUB, async (tx) => {
        const places = await writeAssociations(tx, associations, store.now());
        if (places.length > 0) throw wrong(places);
      }),
    there: { method: 'POST', path: '/admin/associations', body: { associations } },
  });
  const written = associations.length;
  return { exit: EXIT.done, json: { written }, text: words(invocation.language)('cli.hub-associations', { count: written }) };
}

async function list(invocation: Invocation): Promise<Outcome> {
  const { associations } = await onHub(invocation, {
    here: async (store) => ({ associations: await store.within(HUB, listAssociations) }),
    there: { method: 'GET', path: '/admin/associations' },
  });
  const lines = associations.map(({ code, tier, above, mastered_by, name }) => [code, tier, above ?? '-', mastered_by, name].join('\t'));
  return { exit: EXIT.done, json: associations, text: lines.join('\n') };
}

export const command: Command = {
  usage: 'hub associations [--file ASSOCIATIONS.json] [--data DIR] [--database postgres://...]',
  options: { ...HUB_OPTIONS, file: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: (invocation) => {
    const path = text(invocation, 'file');
    return path === undefined ? list(invocation) : register(invocation, path);
  },
};
