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
} as const satisfies Messages
