"""The numbers of errors are WASI's, and their names, classes and texts are those of every system."""

from tests.system.row import code

CLASSES = '''
import errno

classes = {
    BlockingIOError: 'EAGAIN EALREADY EINPROGRESS EWOULDBLOCK', BrokenPipeError: 'EPIPE ESHUTDOWN', ChildProcessError: 'ECHILD',
    ConnectionAbortedError: 'ECONNABORTED', ConnectionRefusedError: 'ECONNREFUSED', ConnectionResetError: 'ECONNRESET',
    FileExistsError: 'EEXIST', FileNotFoundError: 'ENOENT', IsADirectoryError: 'EISDIR', NotADirectoryError: 'ENOTDIR',
    InterruptedError: 'EINTR', PermissionError: 'EACCES EPERM', ProcessLookupError: 'ESRCH', TimeoutError: 'ETIMEDOUT',
}
names = {name: wanted for wanted, listed in classes.items() for name in listed.split()}
for name, number in vars(errno).items():
    if name.startswith('E'):
        wanted = names.pop(name, PermissionError if name == 'ENOTCAPABLE' else OSError)
        assert type(OSError(number, name)) is wanted, (name, type(OSError(number, name)))
        same = {other for other in dir(errno) if other.startswith('E') and getattr(errno, other) == number}
        assert errno.errorcode[number] in same, name
        assert same in ({name}, {'EAGAIN', 'EWOULDBLOCK'}, {'EDEADLK', 'EDEADLOCK'}, {'ENOTSUP', 'EOPNOTSUPP'}, {'EPIPE', 'ESHUTDOWN'}), same
assert not names, names
print('all')
'''
# The class, name and text that each call has on Linux as well.
CALLS = '''
import errno, os, socket

def failed(call):
    try:
        call()
    except OSError as error:
        print(type(error).__name__, errno.errorcode[error.errno], os.strerror(error.errno) == error.strerror, error.strerror, sep='|')

os.mkdir('/out/full')
open('/out/full/file', 'x').close()
failed(lambda: open('/out/nothing'))
failed(lambda: open('/out/full/file', 'x'))
failed(lambda: os.mkdir('/out/full'))
failed(lambda: os.listdir('/out/full/file'))
failed(lambda: os.rmdir('/out/full'))
failed(lambda: os.unlink('/out/full'))
failed(lambda: open('/out/full', 'w'))
failed(lambda: open('/out/full/file/below'))
failed(lambda: os.close(99))
failed(lambda: os.lseek(os.open('/out/full/file', 0), 0, 99))
failed(lambda: os.readlink('/out/full/file'))
failed(lambda: open('/out/' + 'n' * 300))
'''
TEXTS = '''FileNotFoundError|ENOENT|True|No such file or directory
FileExistsError|EEXIST|True|File exists
FileExistsError|EEXIST|True|File exists
NotADirectoryError|ENOTDIR|True|Not a directory
OSError|ENOTEMPTY|True|Directory not empty
IsADirectoryError|EISDIR|True|Is a directory
IsADirectoryError|EISDIR|True|Is a directory
NotADirectoryError|ENOTDIR|True|Not a directory
OSError|EBADF|True|Bad file descriptor
OSError|EINVAL|True|Invalid argument
OSError|EINVAL|True|Invalid argument
OSError|ENAMETOOLONG|True|Filename too long
'''

ROWS = [
    code('the names of errors and their classes', CLASSES, 'all\n'),
    code('errors of real calls', CALLS, TEXTS, options=['--dir', '.::/out:rw']),
    code('a folder that can only be read', 'open("/in/new", "w")', '', status=1, error=('PermissionError: [Errno',), options=['--dir', '.::/in']),
]  # fmt: skip
