import type { Messages } from '../web/messages.ts'

export const messages = {
  'mirror.defect': [
    '뜻밖의 문제로 맞추지 못했어요. 로그를 봐 주세요.',
    'Something unexpected went wrong. The log says more.',
  ],
  'mirror.unrelated': [
    '원격 저장소의 역사가 이 위키와 이어져 있지 않아요. 빈 저장소나 이 위키의 복제본을 CONTENT_REMOTE로 정해 주세요.',
    'The remote’s history has nothing in common with this wiki’s. Set CONTENT_REMOTE to an empty repository or a clone of this wiki.',
  ],
  'mirror.restless': [
    '원격 저장소가 계속 바뀌고 있어요. 조금 뒤에 다시 맞춰요.',
    'The remote keeps changing. It is tried again in a while.',
  ],
  'mirror.advice.address': [
    'CONTENT_REMOTE에는 https, ssh 주소나 폴더만 쓸 수 있어요. 주소를 바로잡고 위키를 다시 켜 주세요.',
    'CONTENT_REMOTE takes https, ssh or a folder. Set the address right and restart the wiki.',
  ],
  'mirror.advice.refused': [
    '원격 저장소가 main을 받지 않았어요. 그쪽의 보호 규칙이나 훅에서 이 위키의 계정이 main에 바로 push할 수 있게 해 주세요.',
    'The remote did not take main. Let the wiki’s account push to main there: look at its protected branches and hooks.',
  ],
  'mirror.advice.access': [
    '원격 저장소가 들여보내지 않았어요. CONTENT_REMOTE의 토큰이나 ssh 열쇠가 살아 있는지, 쓰기 권한이 있는지 확인해 주세요.',
    'The remote did not let the wiki in. Check that the token in CONTENT_REMOTE or the ssh key is valid and may write.',
  ],
  'mirror.advice.missing': [
    '그 주소에 저장소가 없어요. 이름이 바뀌었는지 확인하거나, 빈 저장소를 만들어 주세요.',
    'There is no repository at that address. See whether it was renamed, or make an empty one.',
  ],
  'mirror.advice.unreachable': [
    '원격 저장소에 닿지 못했어요. 그쪽 서버와 네트워크를 확인해 주세요. 되살아나면 저절로 따라잡아요.',
    'The remote could not be reached. Look at its server and the network. Once it is back, it is caught up with by itself.',
  ],
  'mirror.advice.other': [
    '같은 기계에서 git ls-remote로 그 주소를 불러 보면 까닭을 더 알 수 있어요.',
    'Running git ls-remote with that address on the same machine will tell more.',
  ],
  'mirror.note.conflict': [
    '위키와 원격 저장소가 같은 곳을 바꾸었어요: {{files}}. 위키의 글이 남았고, 원격의 글은 제안으로 두었어요. 제안에서 골라 주세요.',
    'The wiki and the remote changed the same place: {{files}}. The wiki’s text stayed, the remote’s became a proposal. Choose there.',
  ],
  'mirror.note.left': [
    '원격 저장소의 파일 {{count}}개는 위키에 둘 수 없어서 들이지 않았어요: {{files}}. 링크나 하위 저장소인지 확인해 주세요.',
    'Files of the remote that cannot be in the wiki stayed out ({{count}}): {{files}}. See whether they are links or submodules.',
  ],
  'mirror.note.rewritten': [
    '원격 저장소의 역사가 고쳐 쓰였어요(force push). 아무것도 잃지 않도록, 빠진 것을 위키가 다시 보냈어요. 일부러 지운 것이면 위키에서도 지워 주세요.',
    'The remote’s history was rewritten (a forced push). So that nothing is lost, the wiki sent again what was missing. If it was taken out on purpose, delete it in the wiki too.',
  ],
} as const satisfies Messages
