/** A feature's words, each in Korean and in English, side by side so that neither is forgotten. */
export type Messages = Readonly<Record<string, readonly [ko: string, en: string]>>

export const messages = {
  'app.name': ['길잡이', 'Giljabi'],
  'app.skip': ['본문으로 가기', 'Skip to content'],
  'app.search': ['찾기', 'Search'],
  'app.search.placeholder': ['무엇을 찾고 있어요?', 'What are you looking for?'],
  'app.menu.open': ['메뉴 열기', 'Open menu'],
  'app.menu.close': ['메뉴 닫기', 'Close menu'],
  'app.nav': ['위키 전체', 'Wiki'],
  'app.sheets': ['쪽', 'Pages'],
  'app.write': ['글쓰기', 'Write'],
  'app.bell': ['알림', 'Notifications'],
  'app.bell.unseen': ['알림, 새 소식 {{count}}개', 'Notifications, {{count}} new'],
  'app.account': ['내 계정', 'My account'],
  'app.home': ['홈', 'Home'],
  'app.learn': ['내 길', 'My paths'],
  'app.admin.people': ['사람들', 'People'],
  'app.leading': ['이끌기', 'Leading'],
  'app.here': ['현재 위치', 'You are here'],
  'app.close': ['닫기', 'Close'],
  'app.cancel': ['그만두기', 'Cancel'],
  'app.copied': ['복사했어요', 'Copied'],
  'app.copy': ['복사', 'Copy'],

  'app.scene': ['먼저 걸어간 사람이 길을 적어 두었어요.', 'Someone who walked ahead wrote down the way.'],

  'lang.ko': ['한국어', '한국어'],
  'lang.en': ['English', 'English'],

  'errors.unauthenticated': ['먼저 로그인해 주세요.', 'Please sign in first.'],
  'errors.git.token': [
    '아이디는 아무것이나, 비밀번호는 API 토큰이에요. 토큰은 위키의 내 계정(/account/tokens)에서 만들어요.',
    'Any user name will do; the password is an API token. Make one in the wiki under Account (/account/tokens).',
  ],
  'errors.forbidden': ['이 일은 할 수 있는 사람이 따로 있어요.', 'Your role may not do this.'],
  'errors.needs.member': ['먼저 로그인해 주세요.', 'Please sign in first.'],
  'errors.needs.lead': [
    '글은 리드가 쓰고 고칠 수 있어요. 고칠 곳을 찾았다면 글을 관리하는 사람에게 알려 주세요.',
    'Leads write and edit pages. If you found something to mend, tell the owner of the page.',
  ],
  'errors.needs.admin': ['이 화면은 관리자만 쓸 수 있어요.', 'Only administrators can use this page.'],
  'errors.notFound': [
    '찾는 글이 없거나, 볼 수 없는 글이에요. 주소를 확인하거나 위에서 찾아보세요.',
    'There is no such page, or it is not yours to see. Check the address, or search for it above.',
  ],
  'errors.crossSite': [
    '다른 사이트에서 온 요청이라 받지 않았어요. 바뀐 것은 없어요. 길잡이에서 다시 해 주세요.',
    'This came from another site, so it was refused. Nothing was changed. Do it again from within Giljabi.',
  ],
  'errors.tooLarge': [
    '보낸 글이 너무 커요. 바뀐 것은 없어요. 뒤로 가면 쓰신 글이 그대로 있으니, 나누어 저장해 주세요.',
    'What was sent is too large. Nothing was changed. Go back: your text is still there. Save it in parts.',
  ],
  'errors.storageFull': [
    '저장할 자리가 모자라요. 쓰신 글은 여기 그대로 있어요. 관리자에게 알려 주세요.',
    'The disk is full. Your text is kept here. Please tell an administrator.',
  ],
  'errors.storageUnwritable': [
    '디스크에 쓸 수 없어서 저장하지 못했어요. 읽기는 계속할 수 있어요. 관리자에게 알려 주시고, 디스크를 고친 뒤에 다시 해 주세요.',
    'The disk cannot be written, so nothing was saved. Reading goes on. Please tell an administrator, and do it again once the disk is mended.',
  ],
  'errors.storageBusy': [
    '다른 프로그램이 데이터베이스에 쓰고 있어서 저장하지 못했어요. 잠시 뒤에 다시 해 주세요.',
    'Another program is writing to the database, so nothing was saved. Please do it again in a moment.',
  ],
  'errors.request': [
    '읽을 수 없는 요청이에요. 주소를 확인해 주세요.',
    'The request cannot be read. Check the address.',
  ],
  'errors.query': [
    '주소의 ‘{{field}}’ 값을 읽을 수 없어요: {{reason}}',
    'The parameter ‘{{field}}’ cannot be read: {{reason}}',
  ],
  'errors.body': [
    '보낸 내용의 ‘{{field}}’ 값을 읽을 수 없어요: {{reason}}',
    'The field ‘{{field}}’ cannot be read: {{reason}}',
  ],
  'errors.field.unknown': ['모르는 값이 들어 있어요: {{field}}', 'This form has no such field: {{field}}'],
  'errors.field.invalid': ['이 값을 다시 확인해 주세요.', 'Please check this value.'],
  'errors.defect': [
    '문제가 생겼어요. 이 번호와 함께 알려 주세요: {{id}}',
    'Something went wrong. Tell us with this number: {{id}}',
  ],

  'errors.title.invalid': ['다시 확인해 주세요', 'Please check this again'],
  'errors.title.unauthenticated': ['로그인이 풀렸어요', 'You are signed out'],
  'errors.title.forbidden': ['할 수 없는 일이에요', 'This is not yours to do'],
  'errors.title.not-found': ['여기에는 글이 없어요', 'There is no page here'],
  'errors.title.conflict': ['두 사람이 같은 곳을 고쳤어요', 'Two people changed the same place'],
  'errors.title.precondition-failed': ['그 사이에 글이 바뀌었어요', 'The page has changed since'],
  'errors.title.precondition-required': ['어느 판인지 알려 주세요', 'Say which version you mean'],
  'errors.title.too-large': ['글이 너무 커요', 'Too large'],
  'errors.title.too-many': ['잠깐 쉬었다가 해 주세요', 'Too many tries'],
  'errors.title.storage-full': ['저장할 자리가 없어요', 'The disk is full'],
  'errors.title.unavailable': ['잠깐 멈춰 있어요', 'Not available just now'],
  'errors.title.defect': ['문제가 생겼어요', 'Something went wrong'],
  'errors.id': ['요청 번호 {{id}}', 'Request {{id}}'],
  'errors.goHome': ['홈으로 가기', 'Go home'],
  'errors.search': ['‘{{words}}’ 찾아보기', 'Search for “{{words}}”'],
  'errors.kept': ['쓰신 글은 여기 그대로 있어요', 'Your text is kept here'],
  'errors.kept.signIn': [
    '새 탭에서 로그인한 다음, 돌아와서 다시 보내세요.',
    'Sign in in a new tab, then come back and send it again.',
  ],
  'errors.kept.again': ['다시 보내기', 'Send again'],
  'errors.signIn': ['새 탭에서 로그인하기', 'Sign in in a new tab'],
} as const satisfies Messages
