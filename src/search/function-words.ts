import type { Run } from './tokens.ts'

/**
 * True for a word that asks or joins and names nothing (what, 어떻게, 무엇인가요). Its rarity does not tell it: in
 * documentation such words are rare, for pages state and do not ask.
 */
export function isFunctionWord({ text, script }: Pick<Run, 'text' | 'script'>): boolean {
  if (script === 'latin') return ENGLISH.has(text.toLowerCase())
  return script === 'hangul' && KOREAN.test(text)
}

const ENGLISH = new Set(
  [
    'a an the this that these those it its of to in on at by for from with into as about and or but if than then so',
    'is are was were be been being am do does did done has have had having',
    'can could should would will shall may might must',
    'what which who whom whose when where why how there here',
    'i me my you your we our us they their them he she his her',
    'many much some any also too very just',
  ]
    .join(' ')
    .split(' '),
)

const PARTICLE = '(?:[을를이가은는의에도로만]|에서|으로|까지|부터|에게|와|과)?'
const ASKING = '(?:가요?|지요?|까요?|나요|니까|요|고|며)?'
const KOREAN = new RegExp(
  `^(?:${[
    `(?:무엇|무슨|뭐|뭘|어떤|어떻게|어떠한|어디|언제|누구|누가|왜|몇|얼마나?|어느)(?:인|일|한|할|하는|해야|되는|된|될|하|되)?${PARTICLE}${ASKING}`,
    '(?:있|없|하|되|싶|않|아니|같|이|맞)(?:나요|는가요?|는지|은가요?|을까요?|습니까|니|냐|어요|아요|습니다|다|는|을)',
    '(?:합|됩|입)니[까다]',
    '(?:한|된|할|될)(?:가요?|까요?|지)?|(?:인|건|것인)가요?|(?:일|걸)까요?|해야|해요|해도|돼요',
    `(?:수|것|때|중|등|및|더|그|이|저|또는|그리고|하지만|그러나|혹은|대한|대해서?|위한|위해서?|통해서?|통한|따라서?|의해|관한|관해)${PARTICLE}`,
    '알려줘요?|알려주세요|싶어요?|싶은데요?|주세요',
  ].join('|')})$`,
)
