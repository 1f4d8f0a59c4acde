import type { Messages } from '../web/messages.ts'

export const messages = {
  'search.title': ['찾기', 'Search'],
  'search.lede': [
    '무엇이든 쳐 보세요. 한국어와 영어 글을 함께 찾아요.',
    'Type anything. Korean and English pages are searched together.',
  ],
  'search.tip.particles': [
    '‘배포를’, ‘배포가’처럼 조사가 붙어도 같은 글을 찾아요.',
    'Endings and particles do not matter: “rolling back” finds “roll back”, 배포를 finds 배포가.',
  ],
  'search.tip.spacing': [
    '‘공식문서’와 ‘공식 문서’는 같아요.',
    'Spaces in Korean do not matter: 공식문서 and 공식 문서 are the same.',
  ],
  'search.tip.initials': [
    'ㄱㅅㅁㅅ처럼 초성만 치거나, 자판을 잘못 둔 rhdtlr도 찾아요.',
    'Initial consonants (ㄱㅅㅁㅅ) and the wrong keyboard layout (rhdtlr) are understood.',
  ],
  'search.tip.phrase': [
    '“이 순서 그대로”는 따옴표로, 빼고 싶은 말은 -낱말로 적어요.',
    'Quotes for “this exact phrase”, a minus for -not-this.',
  ],
  'search.tip.filter': [
    'kind:lesson, tag:backup, owner:아이디, lang:en, is:stale로 좁혀요.',
    'Narrow with kind:lesson, tag:backup, owner:handle, lang:ko, is:stale.',
  ],
  'search.heading': ['‘{{q}}’ 찾기 결과', 'Results for ‘{{q}}’'],
  'search.count': ['‘{{q}}’ 결과 {{count}}개', 'Results for ‘{{q}}’: {{count}}'],
  'search.didYouMean': ['혹시 이것을 찾으셨나요?', 'Did you mean'],
  'search.none': ['찾는 글이 아직 없어요', 'No page says this yet'],
  'search.none.lead': [
    '낱말을 줄이거나 다른 말로 찾아보세요. 정말 없다면, 처음 적는 사람이 되어 주세요.',
    'Try fewer or other words. If it is really missing, be the one who writes it.',
  ],
  'search.none.text': [
    '낱말을 줄이거나 다른 말로 찾아보세요. 그래도 없으면 리드에게 써 달라고 해 보세요.',
    'Try fewer or other words. If it is really missing, ask a lead to write it.',
  ],
  'search.narrow': ['결과 좁히기', 'Narrow the results'],

  'finder.label': ['찾을 말', 'What to look for'],
  'finder.results': ['결과', 'Results'],
  'finder.direct': ['바로 가기', 'Go to'],
  'finder.within': ['글 안에서', 'Inside pages'],
  'finder.count': ['결과 {{total}}개', 'Results: {{total}}'],
  'finder.all': ['‘{{query}}’ 결과 {{total}}개 모두 보기', 'All results for ‘{{query}}’ ({{total}})'],
  'finder.allHint': ['종류와 상태로 좁힐 수 있어요', 'Narrow them by kind and state'],
  'finder.hint': [
    '제목이나 본문에 있는 말을 써 보세요. 한국어와 영어를 함께 찾아요.',
    'Type words from a title or a page. Korean and English are searched together.',
  ],
  'finder.none': [
    '‘{{query}}’ 결과가 없어요. 낱말을 줄이거나 다른 말로 찾아보세요.',
    'Nothing for ‘{{query}}’. Try fewer words, or other ones.',
  ],
  'finder.failed': [
    '지금은 미리 보여 드릴 수 없어요. Enter를 누르면 찾기 화면에서 찾아요.',
    'Results cannot be shown here just now. Press Enter to use the search page.',
  ],
  'finder.signedOut': [
    '로그인이 풀렸어요. Enter를 누르면 로그인한 다음 이어서 찾아요.',
    'You are signed out. Press Enter to sign in and go on searching.',
  ],
  'finder.choose': ['고르기', 'choose'],
  'finder.open': ['열기', 'open'],
  'finder.tip': ['ㅂㅍ, qovh처럼 쳐도 찾아요', 'ㅂㅍ or qovh finds 배포, too'],
} as const satisfies Messages
