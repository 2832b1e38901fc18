import type { CardFitness, FitnessVerdict } from '../../../api/schema/fitness.ts';
import { dateAndTime } from '../../../words/dates.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, text } from '../command.ts';
import { CARD_OPTIONS, openDesk } from '../desk.ts';
import { givenLists, TRUST_OPTIONS } from '../trust-options.ts';
import { listsForCard } from '../virtual-authority.ts';

/** Something to attend to is no negative answer: the card works. */
const EXIT_OF: Readonly<Record<FitnessVerdict, ExitStatus>> = {
  good: EXIT.done,
  attention: EXIT.done,
  bad: EXIT.negative,
  unknown: EXIT.indeterminate,
};

const ISO_TIME = /^\d{4}-\d\d-\d\dT/;

function textOf({ verdict, points, test }: CardFitness, language: Language): string {
  const say = words(language);
  const written = (name: string, value: string | number | null) => {
    if (typeof value !== 'string') return value;
    return ISO_TIME.test(value) ? dateAndTime(value, language) : name === 'check' ? say(`checks.${value}.heading`) : value;
  };
  const lines = points.map(({ id, verdict: own, state, params }) => {
    const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, written(name, value)]));
    const heading = say(`fitness.points.${id}.heading`);
    return `${say(`fitness.verdicts.${own}`)}  ${heading}: ${say(`fitness.points.${id}.states.${state}`, values)}`;
  });
  return [say(`fitness.overall.${verdict}`), ...(test ? [say('fitness.test')] : []), ...lines].join('\n');
}

export const command: Command = {
  usage: 'card fit [--crl FILE|DIR]... [--reader NAME | --virtual DIR] [--data DIR]',
  options: { ...CARD_OPTIONS, crl: TRUST_OPTIONS.crl },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const virtual = text(invocation, 'virtual');
    const lists = virtual === undefined ? [] : await listsForCard(virtual, new Date());
    const evidence = { crls: [...(await givenLists(invocation)), ...lists], tsaAnchors: [] };
    await using desk = await openDesk(invocation, undefined, { evidence });
    const fitness = await desk.application.fitness(desk.reader());
    return { exit: EXIT_OF[fitness.verdict], json: fitness, text: textOf(fitness, invocation.language) };
  },
};
