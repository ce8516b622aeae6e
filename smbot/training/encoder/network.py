"""The network in torch: BERT (Devlin et al. 2019) with mean pooling as E5 has it, and a head that scores labels."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from smbot.training.encoder.e5_weights import SPECIAL, E5Weights

PADDING = SPECIAL.index("<pad>")
DROPOUT = 0.1
EPSILON = 1e-12
LOWEST = -2.0
"""Where the head's scores begin: most posts have few labels."""


class Layer(nn.Module):
    """Attention and what follows it."""

    def __init__(self, hidden: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.asked = nn.Linear(hidden, 3 * hidden)
        self.told = nn.Linear(hidden, hidden)
        self.after_told = nn.LayerNorm(hidden, eps=EPSILON)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.after_down = nn.LayerNorm(hidden, eps=EPSILON)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states after this layer; `mask` is False where nothing stands, None where nothing is padded."""
        posts, length, hidden = states.shape
        asked = self.asked(states).view(posts, length, 3, self.heads, hidden // self.heads)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        dropout = DROPOUT if self.training else 0.0
        told = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropout)
        told = self.told(told.transpose(1, 2).reshape(posts, length, hidden))
        states = self.after_told(states + functional.dropout(told, DROPOUT, self.training))
        down = self.down(functional.gelu(self.up(states)))
        return self.after_down(states + functional.dropout(down, DROPOUT, self.training))


class Network(nn.Module):
    """Scores labels of posts given as rows of numbers of pieces."""

    def __init__(self, weights: E5Weights, pieces: list[int], layers: int, labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(len(pieces), weights.hidden, padding_idx=PADDING)
        self.words.weight.requires_grad_(False)  # what few posts hold is not learnt from them, and four bits stay exact
        self.places = nn.Embedding(weights.positions, weights.hidden)
        self.begun = nn.LayerNorm(weights.hidden, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(weights.hidden, weights.heads, weights.inner) for _ in range(layers))
        self.head = nn.Linear(weights.hidden, labels)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, LOWEST)
        self._fill(weights, pieces)

    def forward(self, pieces: Tensor) -> Tensor:
        """Return a score for each post and label, before squeezing."""
        return self.scores(self.words(pieces), pieces.ne(PADDING))

    def scores(self, words: Tensor, there: Tensor) -> Tensor:
        """Return the same for the pieces' vectors; `there` is False where nothing stands."""
        return self.of_whole(self.states(words, there), there)

    def states(self, words: Tensor, there: Tensor | None) -> Tensor:
        """Return what the layers make of the pieces' vectors."""
        states = words + self.places(torch.arange(words.shape[1]))
        states = functional.dropout(self.begun(states), DROPOUT, self.training)
        for layer in self.layers:
            states = layer(states, None if there is None else there[:, None, None, :])
        return states

    def of_whole(self, states: Tensor, there: Tensor) -> Tensor:
        """Return the head's scores of whole posts."""
        weighed = there.unsqueeze(-1).to(states.dtype)
        pooled = (states * weighed).sum(1) / weighed.sum(1)
        return self.head(functional.dropout(pooled, DROPOUT, self.training))

    def _fill(self, weights: E5Weights, pieces: list[int]) -> None:
        """Take over E5's weights: of the pieces that stay, and of the first layers."""
        tensors = {name: torch.from_numpy(values.copy()) for name, values in weights.tensors.items()}

        def linear(into: nn.Linear, names: list[str], prefix: str) -> None:
            into.weight.copy_(torch.cat([tensors[f"{prefix}.{name}.w"] for name in names]))
            into.bias.copy_(torch.cat([tensors[f"{prefix}.{name}.b"] for name in names]))

        with torch.no_grad():
            self.words.weight.copy_(tensors["emb.word"][torch.tensor(pieces)])
            self.places.weight.copy_(tensors["emb.pos"] + tensors["emb.type"][0])
            self.begun.weight.copy_(tensors["emb.ln.w"].ravel())
            self.begun.bias.copy_(tensors["emb.ln.b"].ravel())
            for number, layer in enumerate(self.layers):
                prefix = f"l{number}"
                linear(layer.asked, ["q", "k", "v"], prefix)
                linear(layer.told, ["ao"], prefix)
                linear(layer.up, ["fi"], prefix)
                linear(layer.down, ["fo"], prefix)
                for norm, name in ((layer.after_told, "aln"), (layer.after_down, "oln")):
                    norm.weight.copy_(tensors[f"{prefix}.{name}.w"])
                    norm.bias.copy_(tensors[f"{prefix}.{name}.b"])


class TwoHeads(Network):
    """A network that says of whole posts which labels they have, and of each piece what it is a part of."""

    def __init__(self, weights: E5Weights, pieces: list[int], layers: int, labels: int, tags: int) -> None:
        super().__init__(weights, pieces, layers, labels)
        self.tags = nn.Linear(weights.hidden, tags)
        nn.init.normal_(self.tags.weight, std=0.02)
        nn.init.zeros_(self.tags.bias)

    def both(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Return a score for each post and label, and one for each piece and tag."""
        there = pieces.ne(PADDING)
        states = self.states(self.words(pieces), there)
        return self.of_whole(states, there), self.tags(functional.dropout(states, DROPOUT, self.training))


class Both(nn.Module):
    """A taught network as it is asked: both heads at once, one text at a time, so that nothing is padded."""

    def __init__(self, network: TwoHeads) -> None:
        super().__init__()
        self.network = network
        self.eval()

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Return the posts' scores by label, and their pieces' by tag."""
        states = self.network.states(self.network.words(pieces), None)
        return self.network.head(states.sum(1) / states.shape[1]), self.network.tags(states)


class Together(nn.Module):
    """Networks with the same pieces, which answer as one: by the mean of their scores."""

    def __init__(self, networks: Sequence[Network]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        self.eval()

    def forward(self, pieces: Tensor) -> Tensor:
        """Return a score for each post and label, before squeezing."""
        words = self.networks[0].words(pieces)  # never taught, so the same in all: they stand in the file once
        there = pieces.ne(PADDING)
        scores = [network.scores(words, there) for network in self.networks]
        return torch.stack(scores).sum(0) / len(scores)
