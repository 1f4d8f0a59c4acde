import type { Messages } from '../web/messages.ts'

export const messages = {
  'backup.nothing': [
    '{{path}}에는 백업할 위키가 없어요. DATA_DIR을 확인해 주세요.',
    'There is no wiki in {{path}} to back up. Check DATA_DIR.',
  ],
  'backup.isFolder': [
    '{{path}}{은/는} 폴더예요. 파일 이름을 적어 주세요.',
    '{{path}} is a folder. Name a file.',
  ],
  'backup.noFolder': [
    '{{path}} 폴더가 없어요. 먼저 만들어 주세요.',
    'The folder {{path}} does not exist. Make it first.',
  ],
  'backup.notThere': ['{{path}} 파일이 없어요.', 'There is no file {{path}}.'],
  'backup.notBackup': [
    '{{path}}{은/는} 길잡이의 백업 파일이 아니거나, 앞부분이 망가졌어요. 아무것도 바꾸지 않았어요.',
    '{{path}} is not a backup of Giljabi, or its beginning is damaged. Nothing was changed.',
  ],
  'backup.newer': [
    '이 백업은 더 새로운 길잡이가 만들었어요(형식 {{format}}). 길잡이를 새 판으로 바꾼 뒤 되살려 주세요.',
    'This backup comes from a newer Giljabi (format {{format}}). Update Giljabi, then restore it.',
  ],
  'backup.damaged': [
    '백업 파일의 {{part}}{이/가} 망가졌어요: {{reason}}. 아무것도 바꾸지 않았어요. 다른 백업으로 해 주세요.',
    '{{part}} in the backup is damaged: {{reason}}. Nothing was changed. Use another backup.',
  ],
  'backup.occupied': [
    '{{path}}에 이미 위키가 있어요. 빈 DATA_DIR을 고르거나 --replace를 붙여 주세요. 있던 것은 지우지 않고 옆으로 옮겨 둬요.',
    'There is a wiki in {{path}} already. Choose an empty DATA_DIR, or add --replace: what is there is then moved aside, not deleted.',
  ],
  'backup.running': [
    '서버(프로세스 {{pid}})가 이 DATA_DIR로 돌고 있어요. 서버를 멈추고 다시 해 주세요. 이미 멈췄다면 {{lock}} 파일을 지워 주세요.',
    'A server (process {{pid}}) is running on this DATA_DIR. Stop it and try again. If it has stopped, delete {{lock}}.',
  ],
  'backup.unfinished': [
    '{{path}}의 되살리기가 중간에 끊겼어요. 서버를 켜기 전에 restore를 다시 실행해 주세요.',
    'A restore into {{path}} was cut short. Run the same restore again before anything else.',
  ],
  'backup.failed': [
    '백업을 만들지 못했어요. 로그를 봐 주세요. 한 시간 뒤에 다시 해 볼게요.',
    'The backup could not be made. The log says why. It is tried again in an hour.',
  ],
  'backup.title': ['백업', 'Backups'],
  'backup.lede': [
    '글과 계정, 진도까지 모두 한 파일에 담아요. 백업마다 빈 폴더에 되살려 보고 확인해요.',
    'Everything in one file: pages, accounts, progress. Each backup is brought back into an empty folder to see that it works.',
  ],
  'backup.make': ['지금 백업하기', 'Back up now'],
  'backup.doing.writing': ['백업을 쓰고 있어요…', 'Writing the backup…'],
  'backup.doing.testing': ['백업을 되살려 보고 있어요…', 'Bringing the backup back in a test…'],
  'backup.kept': ['보관 중인 백업', 'Backups that are kept'],
  'backup.provenAt': ['{{date}}에 되살려 본 백업이 있어요.', 'Last brought back in a test on {{date}}.'],
  'backup.neverProven': ['아직 되살려 본 백업이 없어요.', 'No backup has been brought back in a test yet.'],
  'backup.next': [
    '다음 백업은 {{date}}에 만들고, 새것부터 {{keep}}개를 보관해요.',
    'The next one is made on {{date}}; the newest {{keep}} are kept.',
  ],
  'backup.noSchedule': [
    '저절로 만들지 않아요. BACKUP_EVERY로 정할 수 있어요.',
    'None are made by themselves. BACKUP_EVERY sets how often.',
  ],
  'backup.none': [
    '아직 백업이 없어요. ‘지금 백업하기’를 누르면 바로 하나 만들어요.',
    'There is no backup yet. “Back up now” makes the first.',
  ],
  'backup.megabytes': ['{{size}}MB', '{{size}} MB'],
  'backup.untested': ['아직 되살려 보지 않았어요', 'Not brought back in a test yet'],
  'backup.testFailed': ['{{date}}에 되살리지 못했어요', 'Could not be brought back, {{date}}'],
  'backup.testedAt': ['{{date}}에 되살려 봤어요', 'Brought back in a test, {{date}}'],
  'backup.where': [
    '파일은 서버의 {{folder}} 폴더에 있어요. 비밀번호의 해시가 들어 있으니 관리자만 읽을 수 있는 곳에, 다른 기계에도 복사해 두세요.',
    'The files are in {{folder}} on the server. They hold password hashes: keep copies on another machine, where only administrators can read them.',
  ],
  'backup.remote': ['원격 저장소', 'The remote'],
  'backup.noRemote': [
    '글을 다른 곳의 git 저장소에도 두려면 CONTENT_REMOTE를 정해 주세요.',
    'Set CONTENT_REMOTE to keep the pages in a git repository elsewhere, too.',
  ],
  'backup.remoteAt': ['{{address}}{과/와} 맞춰요.', 'Kept the same as {{address}}.'],
  'backup.sameAt': ['{{date}}에 마지막으로 맞췄어요.', 'Both were the same on {{date}}.'],
  'backup.neverSame': ['아직 맞춘 적이 없어요.', 'They have not been the same yet.'],
  'backup.remoteFailing': [
    '{{count}}번 이어서 실패했어요. 저장은 그대로 되고, {{date}}에 다시 맞춰 봐요.',
    'Failed {{count}} times in a row. Saving goes on as ever; it is tried again on {{date}}.',
  ],
  'backup.remoteNotes': ['원격 저장소에서 있었던 일', 'What came up with the remote'],
  'backup.syncNow': ['지금 맞추기', 'Synchronise now'],
} as const satisfies Messages
