import { describe, expect, it } from 'vitest';
import { measureName } from '../../../renderer/reception/face.tsx';

describe('the room that a name needs, in one to four lines', () => {
  it.each([
    ['神楽坂　三十四', 'かぐらざか　さんじゅうし', [6.4, 3.5, 3.5, 3.5], true],
    ['林　一', 'はやし　はじめ', [3.5, 3.5, 3.5, 3.5], true],
    ['勅使河原　三郎左衛門', 'てしがわら　さぶろうざえもん', [9.4, 5, 5, 5], true],
    ['Ryutaro Watanabe', '', [9.69, 5.07, 5.07, 5.07], false],
    ['Christopher Alexander Montgomery-Featherstone', '', [26.88, 14.14, 12.34, 7.1], false],
    ['Konstantinopolskaya', '', [11, 11, 11, 11], false],
    ['勅使河原　三郎', 'てしがわらさぶろう', [7, 7, 7, 7], true],
    ['名取　花子', '名取　花子', [5, 3.5, 3.5, 3.5], false],
    ['', '', [3.5, 3.5, 3.5, 3.5], false],
  ])('%s', (name, kana, widths, read) => {
    const measured = measureName(name, kana);
    expect({ widths: measured.widths.map((width) => Math.round(width * 100) / 100), read: measured.read }).toEqual({ widths, read });
  });
});
