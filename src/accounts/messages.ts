import type { Messages } from '../web/messages.ts'

export const messages = {
  'accounts.busy': [
    '지금 로그인하는 사람이 많아요. 잠시 뒤에 다시 해 주세요.',
    'Many people are signing in just now. Please try again in a moment.',
  ],
  'accounts.sessionNeeded': [
    '토큰으로는 할 수 없어요. 브라우저에서 로그인한 다음 해 주세요.',
    'A token may not do this. Sign in with a browser first.',
  ],
  'accounts.lastAdmin': [
    '관리자가 한 명뿐이라 바꾸지 않았어요. 다른 사람을 먼저 관리자로 정해 주세요.',
    'This is the only administrator, so nothing was changed. Make someone else an administrator first.',
  ],

  'accounts.role': ['역할', 'Role'],
  'accounts.role.member': ['멤버', 'Member'],
  'accounts.role.lead': ['리드', 'Lead'],
  'accounts.role.admin': ['관리자', 'Administrator'],
  'accounts.name': ['이름', 'Name'],
  'accounts.email': ['이메일', 'E-mail'],
  'accounts.handle': ['아이디', 'Handle'],
  'accounts.password': ['비밀번호', 'Password'],
  'accounts.password.show': ['비밀번호 보기', 'Show password'],
  'accounts.password.hide': ['비밀번호 가리기', 'Hide password'],
  'accounts.optional': ['적지 않아도 돼요', 'Optional'],

  'accounts.name.missing': ['이름을 적어 주세요.', 'Enter a name.'],
  'accounts.name.long': ['이름은 {{most}}자까지 쓸 수 있어요.', 'Use a name of at most {{most}} characters.'],
  'accounts.name.tooLong': ['이름이 너무 길어요.', 'This name is too long.'],
  'accounts.name.unseen': [
    '이름에 보이지 않는 글자가 있어요. 지우고 다시 적어 주세요.',
    'The name has characters that cannot be seen. Type it again without them.',
  ],
  'accounts.name.mixed': [
    '한 낱말에 다른 나라 글자가 섞여 있어요. 한 가지 글자로 적어 주세요.',
    'One word mixes alphabets that look alike. Write it in one of them.',
  ],
  'accounts.name.alike': [
    '다른 사람과 헷갈리는 이름이에요. 팀 이름을 덧붙이는 식으로 다르게 적어 주세요.',
    'This looks like somebody else’s name. Add something that tells you apart, such as your team.',
  ],
  'accounts.email.invalid': [
    '이메일 주소를 확인해 주세요. name@example.com처럼 적어요.',
    'Check the e-mail address. It looks like name@example.com.',
  ],
  'accounts.email.taken': [
    '이 이메일로 만든 계정이 이미 있어요. 로그인하거나 다른 이메일을 적어 주세요.',
    'There is an account with this e-mail. Sign in, or use another address.',
  ],
  'accounts.password.missing': ['비밀번호를 적어 주세요.', 'Enter the password.'],
  'accounts.password.short': ['{{least}}자 이상으로 정해 주세요.', 'Use at least {{least}} characters.'],
  'accounts.password.long': ['{{most}}자까지 쓸 수 있어요.', 'Use at most {{most}} characters.'],
  'accounts.password.tooLong': [
    '비밀번호가 너무 길어요. 1,024자까지 쓸 수 있어요.',
    'Use at most 1,024 characters.',
  ],
  'accounts.password.wrong': ['지금 비밀번호가 맞지 않아요.', 'That is not your present password.'],
  'accounts.password.hint': [
    '{{least}}자 이상이면 무엇이든 좋아요. 낱말 몇 개를 이으면 외우기 쉬워요.',
    'At least {{least}} characters of any kind. A few words in a row are easy to remember.',
  ],

  'accounts.signIn.title': ['로그인', 'Sign in'],
  'accounts.signIn.welcome': ['어서 오세요', 'Welcome'],
  'accounts.signIn.lede': [
    '우리 팀이 먼저 걸어 본 길이 여기 있어요.',
    'The ways that your team has walked before you.',
  ],
  'accounts.signIn.login': ['이메일 또는 아이디', 'E-mail or handle'],
  'accounts.signIn.loginMissing': ['이메일이나 아이디를 적어 주세요.', 'Enter your e-mail or handle.'],
  'accounts.signIn.button': ['로그인', 'Sign in'],
  'accounts.signIn.new': [
    '처음이신가요? 관리자가 보낸 초대 링크로 들어와 주세요.',
    'New here? Use the invite link that an administrator sent you.',
  ],
  'accounts.signIn.first': [
    '아직 아무도 없어요. 길잡이를 켠 화면에 나온 설정 링크로 첫 관리자를 만들어 주세요.',
    'Nobody is here yet. Open the set-up link that was printed when Giljabi started, and become its first administrator.',
  ],
  'accounts.signIn.wrong': ['이메일이나 비밀번호가 맞지 않아요.', 'That e-mail or password is not right.'],
  'accounts.signIn.wrongLeft': [
    '이메일이나 비밀번호가 맞지 않아요. {{left}}번 더 해 볼 수 있어요.',
    'That e-mail or password is not right. Tries left: {{left}}.',
  ],
  'accounts.signIn.wrongLast': [
    '이메일이나 비밀번호가 맞지 않아요. 15분쯤 뒤에 다시 해 볼 수 있어요.',
    'That e-mail or password is not right. You can try again in about 15 minutes.',
  ],
  'accounts.signIn.tooMany': [
    '여러 번 맞지 않아서 잠시 멈췄어요. {{minutes}}분 뒤에 다시 해 주세요.',
    'Too many wrong tries. Try again in {{minutes}} min.',
  ],
  'accounts.signOut': ['로그아웃', 'Sign out'],

  'accounts.setup.title': ['첫 관리자 만들기', 'Become the first administrator'],
  'accounts.setup.lede': [
    '이 계정으로 팀을 초대하고 역할을 정해요. 비밀번호는 여기서만 정하고 어디에도 그대로 남지 않아요.',
    'With this account you invite the team and set roles. The password is kept nowhere as you type it.',
  ],
  'accounts.setup.button': ['시작하기', 'Start'],
  'accounts.setup.goneTitle': ['쓸 수 없는 설정 링크예요', 'This set-up link does not work'],
  'accounts.setup.gone': [
    '설정 링크는 한 번만 쓸 수 있고, 길잡이를 다시 켜면 새것으로 바뀌어요. 아직 계정이 하나도 없다면 npm start를 다시 실행하고, 화면에 나온 새 링크를 열어 주세요. 이미 관리자가 있다면 초대 링크를 부탁하세요.',
    'A set-up link works once, and each start of Giljabi makes a new one. If nobody has an account yet, run npm start again and open the new link it prints. If there is an administrator, ask them for an invite.',
  ],

  'accounts.invite.title': ['계정 만들기', 'Make your account'],
  'accounts.invite.lede': [
    '초대를 받으셨네요. 몇 가지만 정하면 바로 들어갈 수 있어요.',
    'You are invited. A few things, and you are in.',
  ],
  'accounts.invite.button': ['계정 만들고 들어가기', 'Make the account'],
  'accounts.invite.goneTitle': ['쓸 수 없는 초대 링크예요', 'This invite link does not work'],
  'accounts.invite.gone': [
    '초대 링크는 7일 동안, 한 번만 쓸 수 있어요. 보내 준 사람에게 새 링크를 부탁하세요. 이미 계정을 만들었다면 로그인하면 돼요.',
    'An invite link works once, within 7 days. Ask whoever sent it for a new one. If you have made your account already, just sign in.',
  ],
  'accounts.invite.emailFixed': ['이 주소로 온 초대예요.', 'The invite is for this address.'],
  'accounts.invite.nameHint': [
    '함께 일하는 사람들이 알아볼 이름이에요.',
    'The name that your colleagues know you by.',
  ],

  'accounts.account.title': ['내 계정', 'My account'],
  'accounts.account.profile': ['보이는 모습', 'How you appear'],
  'accounts.account.lang': ['언어', 'Language'],
  'accounts.account.lang.browser': ['브라우저가 쓰는 언어', 'As the browser asks'],
  'accounts.account.theme': ['밝기', 'Theme'],
  'accounts.account.timeZone': ['시간대', 'Time zone'],
  'accounts.timeZone.unknown': [
    '모르는 시간대예요. 목록에서 골라 주세요. 예: Asia/Seoul',
    'There is no such time zone. Choose one from the list, such as Asia/Seoul.',
  ],
  'accounts.theme.system': ['기기 설정대로', 'As the device'],
  'accounts.theme.light': ['밝게', 'Light'],
  'accounts.theme.dark': ['어둡게', 'Dark'],
  'accounts.account.save': ['저장하기', 'Save'],
  'accounts.account.password': ['비밀번호 바꾸기', 'Change password'],
  'accounts.account.current': ['지금 비밀번호', 'Present password'],
  'accounts.account.new': ['새 비밀번호', 'New password'],
  'accounts.account.passwordNote': [
    '바꾸면 다른 기기에서는 모두 로그아웃돼요. 이 브라우저에는 그대로 남아요.',
    'Every other device is signed out. You stay signed in here.',
  ],
  'accounts.account.given': [
    '다른 사람이 정해 준 비밀번호를 쓰고 있어요. 나만 아는 것으로 바꿔 주세요.',
    'Your password was given to you. Change it to one that only you know.',
  ],
  'accounts.account.tokens': ['API 토큰', 'API tokens'],
  'accounts.account.tokensNote': [
    '스크립트나 프로그램이 내 이름으로 글을 읽고 쓸 때 써요.',
    'For scripts and programs that read and write in your name.',
  ],
  'accounts.account.tokensOpen': ['토큰 보기', 'See tokens'],
  'accounts.account.mine': ['내 소개 보기', 'See my page'],

  'accounts.token.title': ['API 토큰', 'API tokens'],
  'accounts.token.lede': [
    '토큰은 내가 할 수 있는 일을 모두 할 수 있어요. 프로그램마다 따로 만들고, 쓰지 않는 것은 없애 주세요.',
    'A token may do whatever you may. Make one for each program, and revoke those that are not used.',
  ],
  'accounts.token.new': ['새 토큰', 'New token'],
  'accounts.token.name': ['어디에 쓰나요?', 'What is it for?'],
  'accounts.token.nameHint': [
    '나중에 알아볼 수 있게 적어요. 예: 문서 백업',
    'So that you know it later. For example: docs backup',
  ],
  'accounts.token.create': ['토큰 만들기', 'Make a token'],
  'accounts.token.created': ['토큰을 만들었어요', 'Your token is ready'],
  'accounts.token.once': [
    '지금 한 번만 보여 드려요. 이 화면을 떠나기 전에 안전한 곳에 옮겨 두세요.',
    'It is shown only now. Keep it somewhere safe before you leave this page.',
  ],
  'accounts.token.empty': [
    '아직 토큰이 없어요. 아래에서 하나 만들어 보세요.',
    'No tokens yet. Make one below.',
  ],
  'accounts.token.list': ['쓰고 있는 토큰', 'Tokens in use'],
  'accounts.token.made': ['{{date}}에 만듦', 'Made {{date}}'],
  'accounts.token.git': ['git으로 읽고 쓰기', 'Reading and writing with git'],
  'accounts.token.git.lede': [
    '글을 통째로 내려받아 쓰던 편집기로 고칠 수 있어요. git이 물으면 사용자 이름은 아무것이나, 비밀번호는 토큰을 넣어 주세요.',
    'Take all pages with you and edit them where you like. When git asks, any user name will do; the password is a token.',
  ],
  'accounts.token.git.lead': [
    '고친 것은 main에 바로 올릴 수 있어요. proposals/ 아래의 가지에 올리면 제안이 돼요.',
    'Push to main and it is published. Push a branch under proposals/ and it becomes a proposal.',
  ],
  'accounts.token.git.member': [
    '고친 것은 proposals/ 아래의 가지에 올려 주세요. 그러면 제안이 돼요.',
    'Push a branch under proposals/, and it becomes a proposal.',
  ],
  'accounts.token.revoke': ['없애기', 'Revoke'],
  'accounts.token.revoke.title': ['‘{{name}}’ 토큰을 없앨까요?', 'Revoke the token ‘{{name}}’?'],
  'accounts.token.revoke.text': [
    '이 토큰을 쓰는 프로그램은 바로 멈춰요. 되돌릴 수 없지만, 새 토큰은 언제든 만들 수 있어요.',
    'Programs that use it stop at once. It cannot come back, but you can make a new one at any time.',
  ],
  'accounts.token.nameMissing': ['어디에 쓰는 토큰인지 적어 주세요.', 'Say what the token is for.'],
  'accounts.token.nameLong': [
    '{{most}}자 안에서 한 줄로 적어 주세요.',
    'Use one line of at most {{most}} characters.',
  ],
  'accounts.token.many': [
    '토큰은 {{most}}개까지 둘 수 있어요. 쓰지 않는 것을 먼저 없애 주세요.',
    'You can have {{most}} tokens. Revoke one that is not used first.',
  ],
  'accounts.token.refused': [
    '이 토큰은 쓸 수 없어요. 없앴거나 잘못 적은 토큰이에요.',
    'This token does not work: it was revoked, or mistyped.',
  ],

  'accounts.person.unknown': ['이 아이디를 쓰는 사람이 없어요.', 'Nobody has this handle.'],
  'accounts.person.since': ['{{date}}부터 함께해요', 'Here since {{date}}'],
  'accounts.person.disabled': ['이제 함께하지 않아요', 'No longer here'],
  'accounts.person.pages': ['맡은 글', 'Pages they own'],
  'accounts.person.noPages': ['아직 맡은 글이 없어요.', 'No pages yet.'],

  'accounts.people.title': ['사람들', 'People'],
  'accounts.people.lede': [
    '역할을 정하고, 떠난 사람의 계정을 막아요. 계정을 막아도 그 사람이 쓴 글은 남아요.',
    'Set roles, and close the accounts of those who leave. What they wrote stays.',
  ],
  'accounts.people.invite': ['초대하기', 'Invite'],
  'accounts.people.person': ['사람', 'Person'],
  'accounts.people.actions': ['할 수 있는 일', 'Actions'],
  'accounts.people.roleOf': ['{{name}} 님의 역할', 'Role of {{name}}'],
  'accounts.people.setRole': ['바꾸기', 'Change'],
  'accounts.people.disabledBadge': ['막힌 계정', 'Disabled'],
  'accounts.people.enable': ['다시 열기', 'Enable'],
  'accounts.people.disable': ['계정 막기', 'Disable'],
  'accounts.people.owned': ['맡고 있는 글 {{count}}편', 'Pages they look after: {{count}}'],
  'accounts.people.heir': ['이 글들을 누가 맡나요?', 'Who looks after these pages now?'],
  'accounts.people.heir.hint': [
    '비워 두면 맡을 사람을 기다리는 글이 되고, 리드의 홈에 보여요.',
    'Left empty, they wait for an owner on the home page of every lead.',
  ],
  'accounts.people.heir.none': ['아직 정하지 않음', 'Not decided yet'],
  'accounts.people.heir.same': [
    '계정을 막을 사람이에요. 다른 사람을 골라 주세요.',
    'That is the person who leaves. Choose somebody else.',
  ],
  'accounts.people.heir.unknown': [
    '‘{{heir}}’{이/가} 누구인지 모르겠어요. 위키를 쓰는 사람을 골라 주세요. 바뀐 것은 없어요.',
    'Nobody who uses the wiki has the handle ‘{{heir}}’. Nothing was changed.',
  ],
  'accounts.people.handOver': ['글 넘기기', 'Hand over pages'],
  'accounts.people.disable.title': ['{{name}} 님의 계정을 막을까요?', 'Disable the account of {{name}}?'],
  'accounts.people.disable.text': [
    '모든 기기에서 바로 로그아웃되고, API 토큰은 모두 없어져요. 계정은 나중에 다시 열 수 있지만 토큰은 돌아오지 않아요.',
    'They are signed out everywhere at once, and all their API tokens end. The account can be enabled again; the tokens do not come back.',
  ],
  'accounts.people.password': ['일회용 비밀번호 만들기', 'Make a one-time password'],
  'accounts.people.password.title': [
    '{{name}} 님의 비밀번호를 새로 만들까요?',
    'Make a new password for {{name}}?',
  ],
  'accounts.people.password.text': [
    '지금 비밀번호는 쓸 수 없게 되고, 모든 기기에서 로그아웃돼요. 새 비밀번호는 한 번만 보여 드려요.',
    'The present password stops working and they are signed out everywhere. The new one is shown to you once.',
  ],
  'accounts.people.password.done': ['{{name}} 님의 새 비밀번호', 'A new password for {{name}}'],
  'accounts.people.password.once': [
    '지금 한 번만 보여 드려요. 본인에게 직접 전해 주세요. 로그인하면 바꾸라고 안내해요.',
    'It is shown only now. Hand it over in person; they are asked to change it when they sign in.',
  ],
  'accounts.people.back': ['사람들로 돌아가기', 'Back to people'],

  'accounts.invite.listTitle': ['초대', 'Invites'],
  'accounts.invite.listLede': [
    '초대 링크는 한 사람이 한 번, 7일 안에 쓸 수 있어요.',
    'An invite link is good for one person, once, within 7 days.',
  ],
  'accounts.invite.new': ['새 초대 링크', 'New invite link'],
  'accounts.invite.emailHint': [
    '적으면 이 주소로만 계정을 만들 수 있어요. 비워 두면 링크를 가진 누구나 쓸 수 있어요.',
    'With an address, only that address can be used. Without one, anyone with the link can.',
  ],
  'accounts.invite.create': ['초대 링크 만들기', 'Make an invite link'],
  'accounts.invite.created': ['초대 링크를 만들었어요', 'The invite link is ready'],
  'accounts.invite.once': [
    '지금 한 번만 보여 드려요. 초대할 사람에게 전해 주세요.',
    'It is shown only now. Send it to the person you invite.',
  ],
  'accounts.invite.open': ['아직 쓰지 않은 초대', 'Invites not used yet'],
  'accounts.invite.empty': ['기다리는 초대가 없어요.', 'No invites are waiting.'],
  'accounts.invite.anyone': ['링크를 가진 사람', 'Anyone with the link'],
  'accounts.invite.until': ['{{date}}까지', 'Until {{date}}'],
  'accounts.invite.revoke': ['초대 거두기', 'Revoke'],
  'accounts.invite.revoke.title': ['이 초대를 거둘까요?', 'Revoke this invite?'],
  'accounts.invite.revoke.text': [
    '{{whom}}에게 보낸 링크를 더는 쓸 수 없어요. 새 링크는 언제든 만들 수 있어요.',
    'The link for {{whom}} stops working. You can make a new one at any time.',
  ],

  'accounts.done.profile': ['저장했어요', 'Saved'],
  'accounts.done.password': [
    '비밀번호를 바꿨어요. 다른 기기에서는 모두 로그아웃됐어요',
    'Password changed. All other devices are signed out',
  ],
  'accounts.done.given-password': [
    '로그인했어요. 이제 비밀번호를 바꿔 주세요',
    'You are in. Now change your password',
  ],
  'accounts.done.token-revoked': ['토큰을 없앴어요', 'Token revoked'],
  'accounts.done.invite-revoked': ['초대를 거뒀어요', 'Invite revoked'],
  'accounts.done.role': ['역할을 바꿨어요', 'Role changed'],
  'accounts.done.disabled': ['계정을 막았어요', 'Account disabled'],
  'accounts.done.enabled': ['계정을 다시 열었어요', 'Account enabled'],
  'accounts.done.signed-out': ['로그아웃했어요. 또 만나요.', 'You are signed out. See you again.'],
} as const satisfies Messages
