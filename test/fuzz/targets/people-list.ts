import { encodeText } from '../../../main/tables/encode-text.ts';
import { type CsvTable, readCsv } from '../../../main/tables/read-csv.ts';
import { readPeople } from '../../../main/membership/import/read-people.ts';
import { findColumns } from '../../../main/membership/import/find-columns.ts';
import { headingsOf } from '../../../main/membership/import/profiles.ts';
import { writeCsv } from '../../../main/tables/write-csv.ts';
import { sameBytes } from '../../../pki/asn1/values.ts';
import { demand, type Target } from '../engine/target.ts';
import { CSV } from '../mutate/csv.ts';

const LIST = [
  '氏名,ふりがな,所属,医籍登録番号,生年月日,マイページ',
  '髙橋　桜子,たかはし　さくらこ,神楽坂クリニック,第123456号,昭和45年4月5日,有',
  '"山田, 太郎",ﾔﾏﾀﾞ ﾀﾛｳ,"市谷\n医院",１２３４５７,1971/02/28,',
  '=1+1,,,,,無',
].join('\n');

const written = ({ headings, rows }: Pick<CsvTable, 'headings' | 'rows'>): Uint8Array =>
  writeCsv(
    {
      columns: headings.map((heading) => ({ heading, width: 1 })),
      rows: rows.map(({ cells }) => cells.map((text) => ({ kind: 'text', text }))),
    },
    { encoding: 'utf-8', replaceLetters: false },
  ).bytes;

/** A list of people of any office: nobody comes out who is not in it, and what is written of it is read as the same. */
export const peopleList: Target = {
  name: 'people-list',
  executions: 800,
  mutations: CSV,
  prepare: () => ({
    seeds: [Buffer.from(LIST), Buffer.from(`\ufeff${LIST}`), encodeText(LIST, 'shift_jis').bytes],
    run(input) {
      const { headings, rows } = readCsv(input);
      demand(
        rows.every(({ cells }) => cells.some((cell) => cell !== '')),
        'an empty row is read',
      );
      const columns = findColumns(headings, [], headingsOf(null, 'booking'));
      const { people } = readPeople(rows, columns, null, '2026-11-29');
      const lines = new Set(rows.map(({ line }) => line));
      demand(people.length <= rows.length && people.every(({ line }) => lines.has(line)), 'somebody is read of no row');
      demand(
        people.every(({ fields }) => fields.registration === null || /^[1-9][0-9]{0,6}$/.test(fields.registration)),
        'a number is read that is none',
      );
      demand(
        people.every(({ fields }) => fields.birthDate === '' || fields.birthDate <= '2026-11-29'),
        'somebody is born tomorrow',
      );
      const once = written({ headings, rows });
      demand(sameBytes(written(readCsv(once)), once), 'what is written is read as something else');
    },
  }),
};
