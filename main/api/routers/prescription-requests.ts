import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import { waitingPrescriptions } from '../../prescriptions/terminal/waiting.ts';
import { listRequests } from '../../prescriptions/terminal/request-list.ts';
import type { ServiceView } from '../../prescriptions/terminal/service.ts';
import { prescriptionRequests } from '../contracts/prescription-requests.ts';
import { failures } from '../failures.ts';
import type { PrescriptionRequestView, PrescriptionServiceView } from '../schema/prescription-requests.ts';

const viewOf = ({ faults, ...view }: ServiceView): PrescriptionServiceView => ({ ...view, faults: [...faults] });

export function prescriptionRequestsRouter({
  prescriptionService,
  store,
  register,
}: Pick<Application, 'prescriptionService' | 'store' | 'register'>) {
  const desk = implement(prescriptionRequests).use(failures);
  return {
    watch: desk.watch.handler(async function* ({ signal }) {
      for await (const view of (await prescriptionService()).watch(signal)) yield viewOf(view);
    }),
    list: desk.list.handler(async ({ input }) => {
      const { requests, total } = await listRequests(store, input);
      return { requests: structuredClone(requests) as PrescriptionRequestView[], total };
    }),
    waiting: desk.waiting.handler(() => waitingPrescriptions(store, register)),
    setTerminal: desk.setTerminal.handler(async ({ input }) => viewOf(await (await prescriptionService()).setTerminal(input))),
    submit: desk.submit.handler(async ({ input }) => ({ id: await (await prescriptionService()).submit(input) })),
    collect: desk.collect.handler(async () => ({ answered: [...(await (await prescriptionService()).collect())] })),
    settle: desk.settle.handler(async ({ input }) => (await prescriptionService()).settle(input.id, input.decision, input.reason)),
    withdraw: desk.withdraw.handler(async ({ input: { id, ...withdrawal } }) => (await prescriptionService()).withdraw(id, withdrawal)),
  };
}
