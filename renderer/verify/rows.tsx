import type { ReportRow } from '../../main/api/schema/report.ts';
import { type Definition, DefinitionList } from '../design/definition-list.tsx';

/** A fact of a report as a term and its value: several values as a list, then where it comes from. */
function definition({ term, values, note, code }: ReportRow): Definition {
  const value = (
    <>
      {values.length > 1 ? (
        <ul className="report-values">
          {values.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      ) : (
        values[0]
      )}
      {note !== null && <span className="quiet report-note">{note}</span>}
    </>
  );
  return { term, value, code: code && values.length === 1 };
}

export function Rows({ rows }: { readonly rows: readonly ReportRow[] }) {
  return <DefinitionList items={rows.map(definition)} />;
}
