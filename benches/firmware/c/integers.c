/* One network in integers; network.h has its arrays and the calls of the layers. */
#include "integers.h"
#include "network.h"

void answer(const int8_t *restrict x, int8_t *restrict y) {
    LAYERS
}
