import { implement } from '@orpc/server';
import type { Venue } from '../../attendance/venue/venue.ts';
import type { Intake } from '../../documents/intake.ts';
import { columnProfiles } from '../../membership/import/profiles.ts';
import { certificatesAtHand } from '../../training/output/certificates-at-hand.ts';
import { certifiable } from '../../training/output/export-file.ts';
import { profiles } from '../../training/output/profiles.ts';
import { presets } from '../../training/rules/presets.ts';
import { reviewPlan } from '../../training/rules/review-plan.ts';
import { schemes } from '../../training/rules/schemes.ts';
import { training } from '../contracts/training.ts';
import { failures } from '../failures.ts';
import { fileOf } from './files.ts';

export function trainingRouter({ venue, intake }: { readonly venue: () => Promise<Venue>; readonly intake: Intake }) {
  const desk = implement(training).use(failures);
  const openOnce = certificatesAtHand(intake);
  const local = async () => (await venue()).localRules.current;
  return {
    schemes: desk.schemes.handler(async () => schemes(await local())),
    presets: desk.presets.handler(async () => presets(await local())),
    profiles: desk.profiles.handler(() => [...profiles(), ...columnProfiles()]),
    localRules: desk.localRules.handler(local),
    setLocalRules: desk.setLocalRules.handler(async ({ input }) => (await venue()).localRules.change(input)),
    list: desk.list.handler(async () => [...(await venue()).seminars.list()]),
    get: desk.get.handler(async ({ input }) => (await venue()).seminars.get(input.seminar)),
    review: desk.review.handler(async ({ input }) => reviewPlan(input, await local())),
    create: desk.create.handler(async ({ input }) => (await venue()).seminars.create(input)),
    revise: desk.revise.handler(async ({ input }) => (await venue()).seminars.revise(input.seminar, input.revision, input.plan, input.reason)),
    move: desk.move.handler(async ({ input }) => (await venue()).seminars.move(input.seminar, input.to, input.reason)),
    preview: desk.preview.handler(async ({ input }) => (await venue()).settlements.preview(input.seminar)),
    settle: desk.settle.handler(async ({ input }) => (await venue()).settlements.settle(input.seminar, input.by)),
    correct: desk.correct.handler(async ({ input }) => (await venue()).settlements.correct(input.seminar, input.by, input.confirmedBy, input.reason)),
    settlements: desk.settlements.handler(async ({ input }) => (await venue()).settlements.list(input.seminar)),
    statistics: desk.statistics.handler(async ({ input }) => (await venue()).settlements.statistics(input.seminar)),
    export: desk.export.handler(async ({ input }) => {
      const { bytes, name, type } = await (await venue()).export(input);
      return fileOf(bytes, name, type);
    }),
    certifiable: desk.certifiable.handler(async ({ input }) => {
      const { seminars, settlements } = await venue();
      return certifiable(seminars.get(input.seminar), (await settlements.list(input.seminar))[0]);
    }),
    certificates: desk.certificates.handler(async ({ input }) => openOnce(await (await venue()).certificates(input.seminar, input.person))),
    submissions: desk.submissions.handler(async ({ input }) => (await venue()).submissions.list(input.seminar)),
    submit: desk.submit.handler(async ({ input }) => {
      const { submission, file } = await (await venue()).submissions.submit(input);
      return { submission, file: fileOf(file.bytes, file.name, file.type) };
    }),
    receipt: desk.receipt.handler(async ({ input }) => (await venue()).submissions.receipt(input)),
  };
}
