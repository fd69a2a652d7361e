from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from app.store.drives import file_system, synchronizer

MOUNTS = r"""22 28 0:20 / /proc rw,nosuid - proc proc rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
41 28 0:35 / /home/ana/share rw - cifs //server/office rw,vers=3.0
42 28 0:36 / /mnt/two\040words rw - nfs4 filer:/export rw
43 28 0:37 / /home/ana/keys rw - fuse.sshfs ana@host: rw
44 41 8:2 / /home/ana/share/local rw - xfs /dev/sdb1 rw
45 28 0:38 / /over rw - nfs filer:/old rw
46 28 8:3 / /over rw - btrfs /dev/sdc1 rw
a line that nobody understands
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana", "ext4"),
        ("/home/ana/share", "cifs"),
        ("/home/ana/share/mail/2024", "cifs"),
        ("/home/ana/shared", "ext4"),
        ("/home/ana/share/local/mail", "xfs"),
        ("/mnt/two words/mail", "nfs4"),
        ("/home/ana/keys", "fuse.sshfs"),
        ("/over/there", "btrfs"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_its_nearest_mount(folder: str, kind: str):
    assert file_system(MOUNTS, PurePosixPath(folder)) == kind


def test_no_file_system_is_named_where_nothing_is_mounted():
    assert file_system("", PurePosixPath("/home")) == ""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PureWindowsPath(r"C:\Users\ana\OneDrive\mail"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ana\OneDrive - City of Springfield"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ana\Dropbox (Office)\mail"), "Dropbox"),
        (PureWindowsPath(r"G:\My Drive\mail"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\ana\iCloudDrive"), "iCloud"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/com~apple~x"), "iCloud"),
        (PurePosixPath("/Users/ana/Library/CloudStorage/OneDrive-City/mail"), "OneDrive"),
        (PurePosixPath("/Users/ana/Library/CloudStorage/New/mail"), "a cloud service"),
        (
            PurePosixPath("/Users/ana/Library/CloudStorage/GoogleDrive-a@b.c"),
            "Google Drive",
        ),
        (PurePosixPath("/home/ana/Nextcloud/mail"), "Nextcloud"),
        (PurePosixPath("/Users/ana/Box/mail"), "Box"),
        (PurePosixPath("/home/ana/mail"), ""),
        (PurePosixPath("/home/ana/Mailbox/Dropboxes/driveway"), ""),
        (PureWindowsPath(r"C:\Users\ana\Documents"), ""),
    ],
)
def test_a_folder_that_a_service_synchronizes_is_known_by_its_name(
    folder: PurePosixPath | PureWindowsPath, service: str
):
    assert synchronizer(folder) == service
