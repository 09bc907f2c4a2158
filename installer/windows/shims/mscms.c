/* Test only, never shipped. Wine 8's colour profiles stop a program that shows a window: here there are none. */
#include <windows.h>

#define CALL __declspec(dllexport)

CALL BOOL WINAPI CloseColorProfile(HANDLE profile) { return TRUE; }
CALL HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD mode) { return 0; }
CALL HANDLE WINAPI WcsOpenColorProfileW(void *a, void *b, void *c, DWORD d, DWORD e, DWORD f, DWORD g) { return 0; }
CALL HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) { return 0; }
CALL BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *count) { return FALSE; }
CALL BOOL WINAPI GetColorDirectoryW(void *machine, void *folder, DWORD *count) { return FALSE; }

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID reserved) { return TRUE; }
