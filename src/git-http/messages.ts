import type { Messages } from '../web/messages.ts'

export const messages = {
  'gitHttp.request': ['git이 보내는 요청이 아니에요.', 'This is not a request that git sends.'],
  'gitHttp.service': [
    'git으로만 열 수 있는 주소예요: git clone 뒤에 이 주소를 적어 주세요.',
    'This address is for git: run git clone with it.',
  ],
  'gitHttp.takenBack': [
    [
      '지금은 리드만 복제할 수 있어요. 발행했다가 다시 초안으로 돌린 글이 있는데, 그 전의 판이 위키의 역사에 남아 있어요.',
      '글을 고치려면 복제하지 않아도 돼요: 위키에서 글을 열고 ‘고치자고 제안하기’를 눌러 주세요.',
      '꼭 복제해야 하면 리드에게 그 글을 다시 발행해 달라고 해 주세요. 초안은 /search?status=draft에, 지운 초안은 /trash에 있어요.',
    ].join('\n'),
    [
      'For now only leads can clone: a page that was published is a draft again, and the wiki’s history has what it said before.',
      'To edit a page you need no clone: open it in the wiki and press “Propose an edit”.',
      'If you do need one, ask a lead to publish that page again: drafts are at /search?status=draft, and deleted ones at /trash.',
    ].join('\n'),
  ],
  'gitHttp.tooMany': [
    '너무 자주 요청했어요. {{minutes}}분 뒤에 다시 해 주세요.',
    'Too many requests. Try again in {{minutes}} min.',
  ],
  'gitHttp.busy': [
    '지금 여럿이 복제하거나 보내고 있어요. 잠시 뒤에 다시 해 주세요.',
    'Many clones and pushes are running. Try again in a moment.',
  ],
  'gitHttp.refused': ['받지 않았어요. 고칠 것 {{count}}가지:', 'Not accepted. To be fixed ({{count}}):'],
  'gitHttp.more': ['  … 그리고 {{count}}가지 더', '  … and {{count}} more'],
  'gitHttp.reason.fetchFirst': ['fetch first', 'fetch first'],
  'gitHttp.reason.notForward': ['non-fast-forward', 'non-fast-forward'],
  'gitHttp.reason.notAllowed': ['허용되지 않아요', 'not allowed'],
  'gitHttp.reason.refused': ['위에 적은 것을 고쳐 주세요', 'fix what is listed above'],
  'gitHttp.ref.mainForLeads': [
    '리드만 보낼 수 있어요. 제안으로 보내 주세요: git push origin HEAD:proposals/이름',
    'only leads push here. Send it as a proposal: git push origin HEAD:proposals/NAME',
  ],
  'gitHttp.ref.mainStays': ['지울 수 없어요.', 'it cannot be deleted.'],
  'gitHttp.ref.other': [
    'main과 proposals/이름 갈래만 받아요.',
    'only main and branches proposals/NAME are accepted.',
  ],
  'gitHttp.ref.notYours': [
    '다른 사람의 제안이에요. 다른 이름으로 보내 주세요.',
    'this is somebody else’s proposal. Push under another name.',
  ],
  'gitHttp.fault.unrelated': [
    '위키의 역사에서 갈라져 나온 것이 아니에요. 먼저 git clone을 해 주세요.',
    'it does not come from the wiki’s own history. Start from git clone.',
  ],
  'gitHttp.fault.author': [
    '지은이나 커밋한 사람이 {{other}}인데, 보내는 계정은 {{own}}이에요.',
    'written or committed by {{other}}, but pushed by {{own}}.',
  ],
  'gitHttp.hint.author': [
    '이름을 바로잡으려면: git config user.email {{own}} && git rebase -r --exec "git commit --amend --no-edit --reset-author" origin/main',
    'To set the author right: git config user.email {{own}} && git rebase -r --exec "git commit --amend --no-edit --reset-author" origin/main',
  ],
  'gitHttp.hint.past': [
    '커밋 번호가 붙은 것은 그 커밋에 남아 있어요. 뒤에 지워도 역사에 남으니, 커밋을 고쳐 주세요: git rebase -i origin/main',
    'What has a commit’s number is in that commit. Deleting it later leaves it in the history, so change the commit: git rebase -i origin/main',
  ],
  'gitHttp.hint.fetchFirst': [
    '그사이 다른 사람이 먼저 저장했어요. 가져와 합친 뒤 다시 보내 주세요: git pull --rebase origin {{branch}}',
    'Somebody saved first. Bring theirs in, then push again: git pull --rebase origin {{branch}}',
  ],
  'gitHttp.hint.notForward': [
    'main의 역사는 고쳐 쓸 수 없고 이어 갈 수만 있어요. 위에 쌓은 뒤 다시 보내 주세요: git pull --rebase origin {{branch}}',
    'The history of main is never rewritten, only gone on with. Put your commits on top, then push again: git pull --rebase origin {{branch}}',
  ],
  'gitHttp.fault.twin': [
    '{{other}}{과/와} 대소문자나 글자 조합만 달라요.',
    'it differs from {{other}} only in case or in how letters are composed.',
  ],
  'gitHttp.fault.nameBytes': ['이름이 UTF-8이 아니에요.', 'its name is not UTF-8.'],
  'gitHttp.fault.nfd': [
    '이름의 글자가 풀어져 있어요(NFD). git config core.precomposeunicode true 뒤에 이름을 다시 지어 주세요.',
    'its name is decomposed (NFD). Set git config core.precomposeunicode true and rename it.',
  ],
  'gitHttp.fault.name': [
    '글이나 파일의 이름으로 쓸 수 없어요.',
    'this cannot be the name of a page or a file.',
  ],
  'gitHttp.fault.symlink': ['심볼릭 링크는 받지 않아요.', 'symbolic links are not accepted.'],
  'gitHttp.fault.submodule': ['하위 저장소는 받지 않아요.', 'submodules are not accepted.'],
  'gitHttp.fault.executable': [
    '실행 파일 표시가 있어요. git update-index --chmod=-x로 지워 주세요.',
    'it is marked as executable. Run git update-index --chmod=-x on it.',
  ],
  'gitHttp.fault.size': ['{{megabytes}} MB보다 커요.', 'it is larger than {{megabytes}} MB.'],
} as const satisfies Messages
