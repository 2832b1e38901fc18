import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Chapter, tellStory } from '../../../demonstration/story.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { answerOfReport } from '../report.ts';

export const command: Command = {
  usage: 'demo [DIR]',
  options: {},
  positionals: { min: 0, max: 1 },
  run: async ({ positionals, language, say }) => {
    const folder = positionals[0] === undefined ? await mkdtemp(join(tmpdir(), 'hpki-demo-')) : resolve(positionals[0]);
    const text = words(language);
    const chapters: (Omit<Chapter, 'report'> & { answer?: string })[] = [];
    say(text('cli.demo.begin'));
    for await (const { step, values, report } of tellStory(folder)) {
      const answer = report ? answerOfReport(report, language) : '';
      say(text(`cli.demo.${step}`, { ...values, answer }));
      chapters.push({ step, values, ...(report && { answer: [report.conclusion, report.subIndication].filter(Boolean).join(' / ') }) });
    }
    return { exit: EXIT.done, json: { folder, chapters }, text: text('cli.demo.end', { folder }) };
  },
};
