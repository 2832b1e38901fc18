import { expect, it } from 'vitest';
import { keptReports } from '../../../main/report/kept-reports.ts';
import { reportedFile } from '../../../main/report/report-view.ts';
import { report, signature } from '../../renderer/double/samples.ts';

const about = (name: string) => reportedFile(report(name, signature), { name, bytes: Buffer.from(name) }, null);

it('gives back what was kept, and of very many only the newest', () => {
  const reports = keptReports();
  const ids = Array.from({ length: 150 }, (_, index) => reports.keep(about(`${index}.pdf`)));
  expect(reports.find(ids[149]!).report.file).toBe('149.pdf');
  expect(reports.find(ids[50]!).report.file).toBe('50.pdf');
  for (const gone of [ids[0]!, ids[49]!, 'never']) expect(() => reports.find(gone)).toThrow(expect.objectContaining({ code: 'REPORT_UNKNOWN' }));
});
