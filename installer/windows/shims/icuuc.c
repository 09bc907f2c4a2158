/* Test only, never shipped. Wine has no icuuc.dll as Windows 10 has: here no converter of an old code page opens. */
#include <windows.h>

#define CALL __declspec(dllexport)
#define NOT_FOUND 4

static void fail(int *error) {
  if (error) *error = NOT_FOUND;
}

CALL void *ucnv_open(const char *name, int *error) { fail(error); return 0; }
CALL void ucnv_close(void *converter) {}
CALL void ucnv_reset(void *converter) {}
CALL signed char ucnv_getMaxCharSize(const void *converter) { return 1; }
CALL const char *ucnv_getName(const void *converter, int *error) { fail(error); return 0; }
CALL void ucnv_getToUCallBack(const void *converter, void **action, const void **context) {}
CALL void ucnv_getFromUCallBack(const void *converter, void **action, const void **context) {}
CALL void ucnv_setToUCallBack(void *c, void *a, const void *b, void **o, const void **p, int *error) {}
CALL void ucnv_setFromUCallBack(void *c, void *a, const void *b, void **o, const void **p, int *error) {}
CALL void ucnv_cbToUWriteUChars(void *a, const void *b, int length, int offset, int *error) {}
CALL void ucnv_cbFromUWriteUChars(void *a, const void **b, const void *end, int offset, int *error) {}
CALL void ucnv_toUnicode(void *c, void **t, const void *te, const char **s, const char *se, int *o, signed char f, int *e) {
  fail(e);
}
CALL void ucnv_fromUnicode(void *c, char **t, const char *te, const void **s, const void *se, int *o, signed char f, int *e) {
  fail(e);
}
CALL int ucnv_toUCountPending(const void *converter, int *error) { return 0; }
CALL int ucnv_fromUCountPending(const void *converter, int *error) { return 0; }
CALL const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { return 0; }
CALL const char *ucnv_getAvailableName(int number) { return 0; }
CALL int ucnv_countAvailable(void) { return 0; }
CALL void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
CALL void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID reserved) { return TRUE; }
