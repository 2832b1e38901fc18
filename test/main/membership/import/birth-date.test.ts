import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthDate } from '../../../../main/membership/import/birth-date.ts';
import { anyText } from '../support/texts.ts';

const TODAY = '2026-11-20';

describe('a day of birth', () => {
  it.each([
    '1970-01-02',
    '1970/1/2',
    '1970.1.2',
    '19700102',
    '1970年1月2日',
    '１９７０年１月２日',
    '1970年01月02日(金)',
    '1970/01/02 0:00',
    '1970/01/02 00:00:00',
    '1970-01-02T00:00:00',
    '昭和45年1月2日',
    '昭和４５年１月２日',
    '㍼45年1月2日',
    '昭45.1.2',
    'S45.1.2',
    's45.1.2',
    'Ｓ４５．１．２',
    'S.45.1.2',
    'S45/1/2',
    'S45-01-02',
    'S450102',
    '昭和 45年 1月 2日 生',
    ' 1970-1-2 ',
  ])('%s is 1970-01-02', (text) => expect(birthDate(text, TODAY)).toBe('1970-01-02'));

  it.each([
    ['明治6年1月1日', '1873-01-01'],
    ['M45.7.30', '1912-07-30'],
    ['大正元年7月30日', '1912-07-30'],
    ['大正15年12月25日', '1926-12-25'],
    ['昭和元年12月25日', '1926-12-25'],
    ['昭和64年1月7日', '1989-01-07'],
    ['平成元年1月8日', '1989-01-08'],
    ['H31.4.30', '2019-04-30'],
    ['令和元年5月1日', '2019-05-01'],
    ['R8.11.20', '2026-11-20'],
    ['2000-02-29', '2000-02-29'],
    ['S47.2.29', '1972-02-29'],
  ])('%s is %s', (text, day) => expect(birthDate(text, TODAY)).toBe(day));

  it.each([
    ['', 'nothing'],
    ['1970-02-31', 'a day that no February has'],
    ['1971-02-29', 'no leap year'],
    ['1970-13-01', 'a thirteenth month'],
    ['1970-00-10', 'no month'],
    ['1970-01-00', 'no day'],
    ['昭和45年2月30日', 'a day that no February has'],
    ['昭和0年1月1日', 'no year of an era'],
    ['昭和64年1月8日', 'the day after 昭和'],
    ['昭和元年12月24日', 'the day before 昭和'],
    ['平成元年1月7日', 'the day before 平成'],
    ['平成31年5月1日', 'the day after 平成'],
    ['令和元年4月30日', 'the day before 令和'],
    ['大正元年7月29日', 'the day before 大正'],
    ['明治45年7月31日', 'the day after 明治'],
    ['明治5年12月31日', 'another calendar'],
    ['1872-12-31', 'another calendar'],
    ['2026-11-21', 'tomorrow'],
    ['R8.11.21', 'tomorrow'],
    ['天保3年1月1日', 'an era before'],
    ['K45.1.2', 'no era'],
    ['1/2/1970', 'a day of unknown order'],
    ['70-01-02', 'two digits of a year'],
    ['25570', 'the number of a spreadsheet'],
    ['1970-01', 'a month'],
    ['1970-01-02 12:30', 'a time'],
    ['__proto__1.1.1', 'a name that every object has'],
  ])('%s is none: %s', (text) => expect(birthDate(text, TODAY)).toBeNull());

  it('is read back in every spelling', () => {
    const era = (iso: string) =>
      new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${iso}T00:00:00Z`));
    const spellings: ((iso: string) => string)[] = [
      (iso) => iso,
      (iso) => iso.replaceAll('-', ''),
      (iso) => iso.replaceAll('-', '/'),
      (iso) => iso.replaceAll(/-0?/g, '/'),
      (iso) => iso.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日'),
      era,
      (iso) => era(iso).replace('元', '1'),
    ];
    const days = fc.date({ min: new Date('1873-01-01'), max: new Date(TODAY), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(...spellings), (date, spell) => {
        const iso = date.toISOString().slice(0, 10);
        expect(birthDate(spell(iso), TODAY)).toBe(iso);
      }),
    );
  });

  it('is a day of the calendar or nothing for any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[明大昭平令SHR]?[0-9元]{1,4}[年./-]?\d{1,2}[月./-]?\d{0,2}日?$/)), (text) => {
        const day = birthDate(text, TODAY);
        if (day !== null) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
      }),
    );
  });
});
